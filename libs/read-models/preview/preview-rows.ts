import { amountColumns, type CsvColumn } from '@ledger/documents/csv-table';
import { formatInstant, type Instant } from '@ledger/kernel/instant';
import type { ChangeCause, PayoutChange, PreviewedPayout, PreviewedUnpaid, RunPreview } from './run-preview';

/** A row of a preview as CSV: a payout, money that stays unpaid, or what is otherwise than at the last run. */
export type PreviewRow =
  | { readonly what: 'pays'; readonly row: PreviewedPayout }
  | { readonly what: 'leaves'; readonly row: PreviewedUnpaid }
  | { readonly what: 'change'; readonly row: PayoutChange };

/** All of a preview, one list after the other. */
export function* previewRows({ pays, leaves, changes }: RunPreview): Generator<PreviewRow> {
  for (const row of pays) yield { what: 'pays', row };
  for (const row of leaves) yield { what: 'leaves', row };
  for (const row of changes) yield { what: 'change', row };
}

/** A cause in a few words. */
export function causeText(why: ChangeCause): string {
  switch (why.cause) {
    case 'first_payout':
      return 'its first payout';
    case 'not_paid_then':
      return `not paid by the last run; before that ${why.payout} of ${formatInstant(why.at)}`;
    case 'came_back':
      return `${why.payout} ${why.state === 'failed' ? 'failed' : 'came back'} and is owed again`;
    case 'unpaid':
      return why.reason;
    case 'nothing_owed':
      return 'nothing is owed';
    case 'rail':
      return `by ${why.is} instead of ${why.was}`;
    case 'gross':
      return why.byMinor > 0n ? 'more was earned' : 'less was earned';
    default:
      return `${why.byMinor > 0n ? 'more' : 'less'} ${why.cause === 'fee' ? 'fee' : 'is withheld'}`;
  }
}

/** The columns of a preview as CSV; `what` tells which list a row is of, and what a column does not concern is empty. */
export function previewColumns({ program, runAt }: RunPreview): readonly CsvColumn<PreviewRow>[] {
  const currencyOf = ({ row }: PreviewRow) => row.currency;
  const amount = (name: string, of: (row: PreviewRow) => bigint | null) => amountColumns(name, of, currencyOf);
  return [
    ['program', () => program],
    ['runAt', () => formatInstant(runAt)],
    ['what', whatOf],
    ['partner', ({ row }) => row.partner],
    ['currency', currencyOf],
    ['rail', (each) => (each.what === 'pays' ? each.row.rail : null)],
    ...amount('gross', (each) => (each.what === 'pays' ? each.row.grossMinor : null)),
    ...amount('fee', (each) => (each.what === 'pays' ? each.row.feeMinor : null)),
    ...amount('withheld', (each) => (each.what === 'pays' ? each.row.withheldMinor : null)),
    ...amount('net', (each) => (each.what === 'leaves' ? null : each.row.netMinor)),
    ['lines', (each) => (each.what === 'pays' ? each.row.lineCount : null)],
    ['reason', (each) => (each.what === 'leaves' ? each.row.reason : null)],
    ...amount('unpaid', (each) => (each.what === 'leaves' ? each.row.amountMinor : null)),
    ['endedBy', (each) => (each.what === 'leaves' ? each.row.endedBy : null)],
    ['endsAt', (each) => (each.what === 'leaves' ? timeOf(each.row.endsAt) : null)],
    ...amount('lastNet', (each) => (each.what === 'change' ? each.row.lastNetMinor : null)),
    ['lastPayouts', (each) => (each.what === 'change' ? each.row.lastPayouts.join(' ') : null)],
    ['why', (each) => (each.what === 'change' ? each.row.why.map(causeText).join('; ') : null)],
  ];
}

function whatOf(each: PreviewRow): string {
  if (each.what === 'pays') return each.row.needsApproval ? 'proposes' : 'pays';
  return each.what === 'leaves' ? 'leaves unpaid' : each.row.change;
}

const timeOf = (at: Instant | null) => (at === null ? null : formatInstant(at));
