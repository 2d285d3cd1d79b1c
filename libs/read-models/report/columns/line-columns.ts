import type { ListedLineEntry } from '../../ledger-view';
import { amountColumns, Decimal, type CsvColumn } from '@ledger/documents/csv-table';

/** The columns of lines as CSV. */
export function lineColumns(program: string): readonly CsvColumn<ListedLineEntry>[] {
  return [
    ['program', () => program],
    ['partner', ({ partner }) => partner],
    ['customer', ({ customer }) => customer],
    ['invoice', ({ invoice }) => invoice],
    ['line', ({ line }) => line],
    ['seq', ({ seq }) => seq],
    ['reason', ({ reason }) => reason],
    ['currency', ({ currency }) => currency],
    ...amountColumns<ListedLineEntry>(
      'base',
      ({ base }) => base,
      ({ currency }) => currency,
    ),
    ['rate', ({ rate }) => (rate === null ? null : new Decimal(rate))],
    ...amountColumns<ListedLineEntry>(
      'amount',
      ({ amount }) => amount,
      ({ currency }) => currency,
    ),
    ['month', ({ month }) => month],
    ['state', ({ state }) => state],
    ['holds', ({ holds }) => holds.join(' ')],
    ['effectiveAt', ({ effectiveAt }) => effectiveAt],
    ['postedAt', ({ postedAt }) => postedAt],
    ['clearsAt', ({ clearsAt }) => clearsAt],
    ['paidAt', ({ paidAt }) => paidAt],
    ['payout', ({ payout }) => payout],
    ['termsVersion', ({ termsVersion }) => termsVersion],
    ['cause', ({ cause }) => cause],
  ];
}
