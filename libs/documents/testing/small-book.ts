import type { Book, BookAccount, BookEntry } from '../journal/book';

const account = (kind: BookAccount['kind'], of: string | null = null): BookAccount => ({ program: 'plixo', kind, of });

/** An accrual and what clears of it, in two currencies. */
export const SMALL_ENTRIES: readonly BookEntry[] = [
  {
    number: '3.1',
    date: '2026-01-10',
    at: '2026-01-10T12:00:00.000Z',
    kind: 'accrual',
    reason: 'bonus',
    about: [
      ['invoice', 'inv-1, with a comma'],
      ['line', '1'],
      ['seq', '2'],
    ],
    event: { source: 'billing', id: '=evil()', type: 'customer.activated' },
    debited: account('commission_expense'),
    credited: account('partner_hold', 'Alder'),
    currency: 'USD',
    amountMinor: 12_345n,
  },
  {
    number: '4.1',
    date: '2026-02-10',
    at: '2026-02-09T23:30:00.000Z',
    kind: 'payout',
    reason: null,
    about: [['payout', 'po-1']],
    event: null,
    debited: account('partner_hold', 'Alder'),
    credited: account('in_transit', 'stripe'),
    currency: 'JPY',
    amountMinor: 7n,
  },
];

/** A book with these entries. */
export function smallBook(entries: readonly BookEntry[] = SMALL_ENTRIES): Book {
  const balance = (of: BookAccount, currency: string, balanceMinor: bigint) => ({
    account: of,
    currency,
    balanceMinor,
  });
  return {
    program: 'plixo',
    asOf: '2026-02-10T00:00:00.000Z',
    firstDate: '2026-01-01',
    balances: [
      balance(account('commission_expense'), 'USD', 12_345n),
      balance(account('in_transit', 'stripe'), 'JPY', -7n),
      balance(account('partner_hold', 'Alder'), 'JPY', 7n),
      balance(account('partner_hold', 'Alder'), 'USD', -12_345n),
    ],
    async *entries() {
      yield* entries;
    },
  };
}
