import { Readable } from 'node:stream';
import { runPreviewDto } from '@apps/payout/preview/preview.dto';
import { csvTable } from '@ledger/documents/csv-table';
import { formatMoney } from '@ledger/documents/money-text';
import { textTable } from '@ledger/documents/text-table';
import { say } from '@ledger/hosting/process/print';
import { UserError } from '@ledger/hosting/process/user-error';
import { formatInstant, type Instant } from '@ledger/kernel/instant';
import { readProgram } from '@ledger/read-models/postgres/queries/program-snapshot';
import { causeText, previewColumns, previewRows } from '@ledger/read-models/preview/preview-rows';
import { readRunPreview } from '@ledger/read-models/preview/read-run-preview';
import { totalsOf, type RunPreview } from '@ledger/read-models/preview/run-preview';
import { noSuchProgram } from '../../no-such-program';
import { termsShown } from '../terms/terms-of-ledger';
import { withReadModels } from '../with-read-models';

export interface PreviewFlags {
  readonly data: string;
  readonly program?: string;
  readonly at?: Instant;
  readonly format: 'table' | 'csv' | 'json';
}

/** What the next run of each program will do, or of one. */
export async function previewRun({ data, program, at, format }: PreviewFlags): Promise<void> {
  await withReadModels(data, async (ledger) => {
    const { readModels } = ledger;
    const { programs } = await termsShown(ledger);
    if (program !== undefined && !programs.has(program)) throw noSuchProgram(program, programs.keys());
    if (program === undefined && format === 'csv') throw new UserError('--format csv is of one program: name it');
    for (const [name, terms] of programs) {
      if (program !== undefined && name !== program) continue;
      const preview = await readProgram(readModels, name, async (snapshot) => {
        const { clock } = snapshot.about;
        return clock === null ? null : readRunPreview({ snapshot, terms, clock }, name, at ?? null);
      });
      if (preview === null) say(`${name}: nothing was accepted yet, there is no run`);
      else await tell(preview, format);
    }
  });
}

async function tell(preview: RunPreview, format: PreviewFlags['format']): Promise<void> {
  if (format === 'json') return say(JSON.stringify(runPreviewDto(preview)));
  if (format === 'table') return say(previewText(preview));
  const { table, line } = csvTable(previewColumns(preview));
  for await (const piece of Readable.from([...previewRows(preview)].map(line)).compose(table)) {
    process.stdout.write(String(piece));
  }
}

/** Of a list no more rows than this are shown: JSON and CSV have all. */
const SHOWN_ROWS = 50;
const AMOUNTS = ['gross', 'fee', 'withheld', 'net', 'lines', 'payouts', 'amount', 'last net'];

function previewText(preview: RunPreview): string {
  const { program, asOf, runAt, pays, leaves, changes, lastRuns } = preview;
  const last = [...lastRuns].map(([every, at]) => `${formatInstant(at)} (every ${every})`).join(', ');
  return [
    `${program}: the run of ${formatInstant(runAt)}, if nothing else happens, as of ${formatInstant(asOf)}`,
    ...section(
      'pays',
      PAYS,
      pays.map((each) => [each.partner, each.currency, each.rail, ...sums(each), approval(each)]),
    ),
    ...section(
      'comes to',
      TOTALS,
      totalsOf(preview).map((each) => [each.currency, each.rail, String(each.payouts), ...sums(each), approval(each)]),
    ),
    ...section(
      'leaves unpaid',
      LEAVES,
      leaves.map(({ partner, currency, reason, amountMinor, endedBy, endsAt }) => [
        partner,
        currency,
        reason,
        formatMoney(amountMinor, currency),
        endedBy,
        endsAt === null ? '' : formatInstant(endsAt),
      ]),
    ),
    ...section(
      last === '' ? 'no run before it paid anything' : `otherwise than the last run, ${last}`,
      CHANGES,
      changes.map(({ partner, currency, change, netMinor, lastNetMinor, lastPayouts, why }) => [
        ...[partner, currency, change, formatMoney(netMinor, currency), formatMoney(lastNetMinor, currency)],
        ...[lastPayouts.join(' '), why.map(causeText).join('; ')],
      ]),
    ),
  ].join('\n');
}

const SUMS = ['gross', 'fee', 'withheld', 'net', 'lines'];
const APPROVAL = 'approval';
const PAYS = ['partner', 'currency', 'rail', ...SUMS, APPROVAL];
const TOTALS = ['currency', 'rail', 'payouts', ...SUMS, APPROVAL];
const LEAVES = ['partner', 'currency', 'reason', 'amount', 'ended by', 'ends at'];
const CHANGES = ['partner', 'currency', 'change', 'net', 'last net', 'last payouts', 'why'];

function sums(of: ReturnType<typeof totalsOf>[number] | RunPreview['pays'][number]): string[] {
  const { currency, lineCount, grossMinor, feeMinor, withheldMinor, netMinor } = of;
  const amounts = [grossMinor, feeMinor, withheldMinor, netMinor].map((minor) => formatMoney(minor, currency));
  return [...amounts, String(lineCount)];
}

function approval({ needsApproval }: { readonly needsApproval: boolean }): string {
  return needsApproval ? 'proposed: a person approves' : '';
}

function section(title: string, head: readonly string[], rows: readonly (readonly string[])[]): string[] {
  if (rows.length === 0) return [`${title}: nothing`];
  const more = rows.length - SHOWN_ROWS;
  // Most programs pay without an approval: a column that says nothing is left out.
  const isSilent = head.at(-1) === APPROVAL && rows.every((row) => row.at(-1) === '');
  const shown = rows.slice(0, SHOWN_ROWS).map((row) => (isSilent ? row.slice(0, -1) : row));
  const table = textTable(isSilent ? head.slice(0, -1) : head, shown, { right: AMOUNTS });
  return [`${title}:`, table, ...(more > 0 ? [`  … and ${more} more: --format json or csv has all`] : [])];
}
