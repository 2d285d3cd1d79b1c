import { amountColumns, type CsvColumn } from '@ledger/documents/csv-table';
import { formatDate } from '@ledger/kernel/calendar';
import { formatInstant, type Instant } from '@ledger/kernel/instant';
import type { AmountMinor } from '@ledger/kernel/money';
import type { ExpectedPayout } from '@ledger/stages/payout/expected-payout';
import type { UnpaidAmount } from '@ledger/stages/payout/unpaid-amounts';
import type { AccountBalance } from '../../as-of/account-balance';

/** One reason of one balance. */
export interface BalanceReason {
  readonly balance: AccountBalance;
  readonly waiting: UnpaidAmount;
}

const timeOf = (at: Instant | null | undefined) => (at === null || at === undefined ? null : formatInstant(at));

/** Of the next payout, as `nextPayout` of the balance has them. */
const NEXT_AMOUNTS: readonly (readonly [name: string, amountOf: (next: ExpectedPayout) => AmountMinor])[] = [
  ['nextGross', ({ grossMinor }) => grossMinor],
  ['nextFee', ({ feeMinor }) => feeMinor],
  ['nextWithheld', ({ withheldMinor }) => withheldMinor],
  ['nextNet', ({ netMinor }) => netMinor],
];

/** The columns of what is not paid and why as CSV: a row for each reason, so amounts of several rows may be the same money. */
export function balanceColumns(program: string): readonly CsvColumn<BalanceReason>[] {
  const currencyOf = ({ balance }: BalanceReason) => balance.unpaid.currency;
  return [
    ['program', () => program],
    ['partner', ({ balance }) => balance.unpaid.partner],
    ['currency', currencyOf],
    ...amountColumns<BalanceReason>('hold', ({ balance }) => balance.unpaid.hold, currencyOf),
    ...amountColumns<BalanceReason>('payable', ({ balance }) => balance.unpaid.payable, currencyOf),
    ...amountColumns<BalanceReason>('inTransit', ({ balance }) => balance.unpaid.inTransit, currencyOf),
    ['reason', ({ waiting }) => waiting.reason],
    ...amountColumns<BalanceReason>('amount', ({ waiting }) => waiting.amountMinor, currencyOf),
    ['endedBy', ({ waiting }) => waiting.endedBy],
    ['endsFirstAt', ({ waiting }) => timeOf(waiting.endsFirstAt)],
    ['endsAt', ({ waiting }) => timeOf(waiting.endsAt)],
    ...amountColumns<BalanceReason>('missing', ({ waiting }) => waiting.missingMinor, currencyOf),
    ['since', ({ waiting }) => timeOf(waiting.since)],
    ['expiredOn', ({ waiting: { expiredOn } }) => (expiredOn === null ? null : formatDate(expiredOn))],
    ['nextRunAt', ({ balance }) => timeOf(balance.next?.runAt)],
    ...NEXT_AMOUNTS.flatMap(([name, amountOf]) =>
      amountColumns<BalanceReason>(
        name,
        ({ balance: { next } }) => (next === null ? null : amountOf(next)),
        currencyOf,
      ),
    ),
  ];
}
