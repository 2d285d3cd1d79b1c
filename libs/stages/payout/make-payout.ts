import { subtract } from '@ledger/kernel/money';
import type { Rail } from '@ledger/program/terms';
import { movedWith } from './group-by-account';
import type { PayoutAccount } from './payout-account';
import type { PayoutBook } from './payout-book';
import { feeOf, withheldOf, type PayoutQuestion } from './payout-gate';
import type { PayoutAmounts, PayoutLinesMoved, PayoutMade } from './payout.decisions';

/** What a payout of all payable lines of an account comes to: `net = gross − fee − withheld`. */
export function payoutAmounts(
  payout: string,
  { partner, currency, payable, payableMinor: grossMinor }: PayoutAccount,
  question: PayoutQuestion,
  rail: Rail,
): PayoutAmounts {
  const feeMinor = feeOf(question.terms.payout, rail, currency, grossMinor);
  const withheldMinor = withheldOf(question);
  const netMinor = subtract(subtract(grossMinor, feeMinor), withheldMinor);
  return { payout, partner, currency, rail, grossMinor, feeMinor, withheldMinor, netMinor, lineCount: payable.size };
}

/** Makes a payout of all payable lines of an account: paid at once, or in transit until its rail answers. */
export function* makePayout(
  amounts: PayoutAmounts,
  { payable }: PayoutAccount,
  { madeAt, decidedAt }: Pick<PayoutLinesMoved, 'decidedAt'> & Pick<PayoutMade, 'madeAt'>,
  book: PayoutBook,
): Generator<PayoutMade | PayoutLinesMoved> {
  const paidAtOnce = book.answersAtOnce(amounts.rail);
  const lines = [...payable];
  yield { type: 'PayoutMade', ...amounts, madeAt, postedAt: book.periods.postingTimeOf(madeAt), paidAtOnce };
  yield* movedWith({ amounts }, lines, {
    from: 'payable',
    to: paidAtOnce ? 'paid' : 'in_transit',
    movedAt: madeAt,
    decidedAt,
  });
}
