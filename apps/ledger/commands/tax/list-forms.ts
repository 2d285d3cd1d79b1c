import { formatDate } from '@ledger/kernel/calendar';
import { formatInstant, instant, type Instant } from '@ledger/kernel/instant';
import { textTable } from '@ledger/documents/text-table';
import { say, sayBeside } from '@ledger/hosting/process/print';
import { UserError } from '@ledger/hosting/process/user-error';
import type { OpenLedger } from '@ledger/hosting/storage/open-ledger';
import type { ProgramTerms } from '@ledger/program/program-terms';
import { readRows } from '@ledger/read-models/postgres/queries/list-query';
import { readProgram } from '@ledger/read-models/postgres/queries/program-snapshot';
import { partnerList } from '@ledger/read-models/tables/partners';
import { profileList } from '@ledger/read-models/tables/payout-profiles';
import { formStandings } from '@ledger/read-models/tax/form-standings';
import { TaxFormDesk, type KeptForm } from '@ledger/tax/desk/tax-form-desk';
import { formsWithFiles, type FormsWithFiles, type FormWithFile } from '@ledger/tax/forms/form-with-file';
import { withReadModels } from '../with-read-models';
import { termsOfKnown } from './known-partner';

interface ListFlags {
  readonly data: string;
  readonly program?: string;
  readonly partner?: string;
  readonly missing?: boolean;
  readonly expired?: boolean;
  readonly format: 'table' | 'json';
}

/** A form with its program. */
interface ListedForm extends FormWithFile {
  readonly program: string;
}

/** Prints the forms of partners and, of those who need one and have none, that it is missing. */
export async function listForms({ data, format, program, partner, missing, expired }: ListFlags): Promise<void> {
  if (partner !== undefined && program === undefined) throw new UserError('--partner: say of which --program');
  await withReadModels(data, async (ledger) => {
    const { programs, clocks } = await termsOfKnown(ledger, program, partner);
    const rows: ListedForm[] = [];
    const cutOff: KeptForm[] = [];
    for (const [name, terms] of programs) {
      if (program !== undefined && program !== name) continue;
      const { forms, unrecorded } = await formsOf(ledger, terms, clocks.get(name) ?? instant(Date.now()));
      rows.push(...forms.map((form) => ({ program: name, ...form })));
      cutOff.push(...unrecorded.filter((each) => partner === undefined || each.partner === partner));
    }
    const shown = rows.filter((row) => {
      if (partner !== undefined && row.partner !== partner) return false;
      return (missing !== true || row.isMissed) && (expired !== true || row.state === 'expired');
    });
    for (const { id, form, partner: whose, program: where, signedOn } of cutOff) {
      sayBeside(
        `${id}: the ${form} of ${whose} in ${where}, signed on ${signedOn}, was kept and not recorded: add it again`,
      );
    }
    if (format === 'json') return say(JSON.stringify(shown.map(jsonOf), null, 2));
    say(shown.length === 0 ? 'no such forms' : textTable(HEAD, shown.map(cellsOf)));
  });
}

async function formsOf(ledger: OpenLedger, terms: ProgramTerms, now: Instant): Promise<FormsWithFiles> {
  const kept = await new TaxFormDesk(ledger.pool, ledger.paperKeys).list(terms.name, null);
  const standings = await readProgram(ledger.readModels, terms.name, async (snapshot) =>
    formStandings(
      await readRows(snapshot, profileList(snapshot)),
      await readRows(snapshot, partnerList(snapshot)),
      terms,
      now,
    ),
  );
  return formsWithFiles(standings, kept);
}

const HEAD = ['program', 'partner', 'form', 'state', 'valid through', 'signed on', 'recorded at', 'needed', 'id'];

function cellsOf({ program, partner, form, recordedAt, validThrough, state, isMissed, kept }: ListedForm): string[] {
  const through = validThrough === null ? (form === null ? '' : 'until changed') : formatDate(validThrough);
  const recorded = recordedAt === null ? '' : formatInstant(recordedAt);
  const needed = isMissed ? 'yes' : '';
  return [
    program,
    partner,
    form ?? 'none',
    state,
    through,
    kept?.signedOn ?? '',
    recorded,
    needed,
    kept?.id ?? (form === null ? '' : 'no file'),
  ];
}

function jsonOf({ program, partner, form, recordedAt, validThrough, state, isMissed, kept }: ListedForm): object {
  return {
    program,
    partner,
    form,
    state,
    validThrough: validThrough === null ? null : formatDate(validThrough),
    recordedAt: recordedAt === null ? null : formatInstant(recordedAt),
    needed: isMissed,
    file:
      kept === null ? null : { id: kept.id, signedOn: kept.signedOn, sha256: kept.sha256, sizeBytes: kept.sizeBytes },
  };
}
