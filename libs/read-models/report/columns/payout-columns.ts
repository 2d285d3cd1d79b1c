import { amountColumns, type CsvColumn } from '@ledger/documents/csv-table';
import type { PayoutEntry } from '../../ledger-view';

const AMOUNTS = ['gross', 'fee', 'withheld', 'net'] as const;

/** The columns of payouts as CSV. */
export function payoutColumns(program: string): readonly CsvColumn<PayoutEntry>[] {
  return [
    ['program', () => program],
    ['partner', ({ partner }) => partner],
    ['payout', ({ payout }) => payout],
    ['at', ({ at }) => at],
    ['rail', ({ rail }) => rail],
    ['currency', ({ currency }) => currency],
    ...AMOUNTS.flatMap((name) =>
      amountColumns<PayoutEntry>(
        name,
        (entry) => entry[name],
        ({ currency }) => currency,
      ),
    ),
    ['lines', ({ lines }) => lines],
    ['state', ({ state }) => state],
    ['settledAt', ({ settledAt }) => settledAt],
    ['reference', ({ reference }) => reference],
  ];
}
