import type { StatementEntry } from '../../ledger-view';
import { amountColumns, type CsvColumn } from '@ledger/documents/csv-table';

const AMOUNTS = ['opening', 'accrued', 'adjusted', 'reversed', 'paid', 'closing', 'fees', 'withheld', 'net'] as const;

/** The columns of statements as CSV. */
export function statementColumns(program: string): readonly CsvColumn<StatementEntry>[] {
  return [
    ['program', () => program],
    ['partner', ({ partner }) => partner],
    ['month', ({ month }) => month],
    ['currency', ({ currency }) => currency],
    ...AMOUNTS.flatMap((name) =>
      amountColumns<StatementEntry>(
        name,
        (entry) => entry[name],
        ({ currency }) => currency,
      ),
    ),
  ];
}
