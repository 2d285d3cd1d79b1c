import type { Rail } from '@ledger/program/terms';
import { movedWith } from './group-by-account';
import type { PayoutAccount } from './payout-account';
import type { PayoutBook } from './payout-book';
import { payoutFigures, payoutSums, type PayoutQuestion } from './payout-gate';
import type { PayoutAmounts, PayoutFigures, PayoutLinesMoved, PayoutMade } from './payout.decisions';

export interface ComputedPayout {
  readonly amounts: PayoutAmounts;
  readonly figures: PayoutFigures;
}

/** What a payout of all payable lines of an account comes to, and by what. */
export function computePayout(
  payout: string,
  { partner, currency, payable }: PayoutAccount,
  question: PayoutQuestion,
  rail: Rail,
): ComputedPayout {
  const sums = { ...payoutSums(question, rail), lineCount: payable.size };
  return { amounts: { payout, partner, currency, rail, ...sums }, figures: payoutFigures(question, rail) };
}

/** Makes a payout of all payable lines of an account: paid at once, or in transit until its rail answers. */
export function* makePayout(
  { amounts, figures }: ComputedPayout,
  { payable }: PayoutAccount,
  { madeAt, decidedAt }: Pick<PayoutLinesMoved, 'decidedAt'> & Pick<PayoutMade, 'madeAt'>,
  book: PayoutBook,
): Generator<PayoutMade | PayoutLinesMoved> {
  const paidAtOnce = book.answersAtOnce(amounts.rail);
  const lines = [...payable];
  const postedAt = book.periods.postingTimeOf(madeAt);
  yield { type: 'PayoutMade', ...amounts, madeAt, postedAt, paidAtOnce, figures };
  yield* movedWith({ amounts }, lines, {
    from: 'payable',
    to: paidAtOnce ? 'paid' : 'in_transit',
    movedAt: madeAt,
    decidedAt,
  });
}
