import { amountColumns, type CsvColumn } from '@ledger/documents/csv-table';
import type { YearTotal } from '@ledger/read-models/tax/year-totals';

/** What a partner was paid in a year by a rail, of one program. */
export interface ProgramTotal extends YearTotal {
  readonly program: string;
  readonly year: number;
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
];

/** Whether it is to be reported, and why not. */
export function reportedText({ form, returnForm, reportedByRail, due }: YearTotal): string {
  if (reportedByRail) return 'by the rail';
  if (due) return 'yes';
  if (form === null) return 'no form';
  return returnForm === null ? 'no return for this form' : 'below the threshold';
}

/** A total as JSON, amounts in minor units. */
export function jsonOf(total: ProgramTotal): object {
  const { grossMinor, feeMinor, withheldMinor, netMinor, thresholdMinor, ...rest } = total;
  return {
    ...rest,
    grossMinor: String(grossMinor),
    feeMinor: String(feeMinor),
    withheldMinor: String(withheldMinor),
    netMinor: String(netMinor),
    thresholdMinor: thresholdMinor === null ? null : String(thresholdMinor),
  };
}
