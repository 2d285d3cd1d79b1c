import { amountColumns, type CsvColumn } from '@ledger/documents/csv-table';
import type { UnpaidEntry } from '../../ledger-view';

const AMOUNTS = ['hold', 'payable', 'inTransit'] as const;

/** The columns of what is not paid as CSV. */
export function unpaidColumns(program: string): readonly CsvColumn<UnpaidEntry>[] {
  return [
    ['program', () => program],
    ['partner', ({ partner }) => partner],
    ['currency', ({ currency }) => currency],
    ...AMOUNTS.flatMap((name) =>
      amountColumns<UnpaidEntry>(
        name,
        (entry) => entry[name],
        ({ currency }) => currency,
      ),
    ),
    ['reasons', ({ reasons }) => reasons.join(' ')],
  ];
}
