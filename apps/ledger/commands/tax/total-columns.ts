import { amountColumns, type CsvColumn } from '@ledger/documents/csv-table';
import type { ShownTin } from '@ledger/tax/desk/tax-number-desk';
import type { YearTotal } from '@ledger/read-models/tax/year-totals';

/** What a partner was paid in a year by a rail, of one program. */
export interface ProgramTotal extends YearTotal {
  readonly program: string;
  readonly year: number;
  /** What may be shown of the partner's tax number; null: none is set. */
  readonly tin: ShownTin | null;
}

/** The columns of the CSV. */
export const TOTAL_COLUMNS: readonly CsvColumn<ProgramTotal>[] = [
  ['program', ({ program }) => program],
  ['year', ({ year }) => year],
  ['partner', ({ partner }) => partner],
  ['form', ({ form }) => form],
  ['return', ({ returnForm }) => returnForm],
  ['rail', ({ rail }) => rail],
  ['currency', ({ currency }) => currency],
  ['payouts', ({ paid }) => paid],
  ['returned', ({ returned }) => returned],
  ...amountColumns<ProgramTotal>(
    'gross',
    ({ grossMinor }) => grossMinor,
    ({ currency }) => currency,
  ),
  ...amountColumns<ProgramTotal>(
    'fee',
    ({ feeMinor }) => feeMinor,
    ({ currency }) => currency,
  ),
  ...amountColumns<ProgramTotal>(
    'withheld',
    ({ withheldMinor }) => withheldMinor,
    ({ currency }) => currency,
  ),
  ...amountColumns<ProgramTotal>(
    'net',
    ({ netMinor }) => netMinor,
    ({ currency }) => currency,
  ),
  ...amountColumns<ProgramTotal>(
    'threshold',
    ({ thresholdMinor }) => thresholdMinor,
    ({ currency }) => currency,
  ),
  ['to be reported', reportedText],
  ['tax number', (row) => (row.tin === null ? null : tinText(row))],
];

/** The last characters of the partner's tax number, with its kind. */
export function tinText({ tin }: Pick<ProgramTotal, 'tin'>): string {
  if (tin === null) return '';
  return `${tin.kind === 'foreign' ? tin.country : tin.kind} …${tin.ending}`;
}

/** Whether it is to be reported, and why not. */
export function reportedText({ form, returnForm, reportedByRail, due }: YearTotal): string {
  if (reportedByRail) return 'by the rail';
  if (due) return 'yes';
  if (form === null) return 'no form';
  return returnForm === null ? 'no return for this form' : 'below the threshold';
}

/** A total as JSON, amounts in minor units. */
export function jsonOf(total: ProgramTotal): object {
  const { grossMinor, feeMinor, withheldMinor, netMinor, thresholdMinor, tin, ...rest } = total;
  return {
    ...rest,
    tin: tin === null ? null : { kind: tin.kind, country: tin.country, ending: tin.ending },
    grossMinor: String(grossMinor),
    feeMinor: String(feeMinor),
    withheldMinor: String(withheldMinor),
    netMinor: String(netMinor),
    thresholdMinor: thresholdMinor === null ? null : String(thresholdMinor),
  };
}
