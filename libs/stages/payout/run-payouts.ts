import type { Instant } from '@ledger/kernel/instant';
import type { Rail } from '@ledger/program/terms';
import { computePayout, makePayout } from './make-payout';
import { compareAccounts, isPayable, type PayoutAccount } from './payout-account';
import type { PayoutBook } from './payout-book';
import { needsApproval, payoutObstacles, railOf, type PayoutQuestion } from './payout-gate';
import type { PayoutDecision, PayoutProposalReplaced } from './payout.decisions';
import { runsOn } from './payout-schedule';
import { scheduleOf } from './payout-schedule-of';

/**
 * The payouts of a run, or proposals where they need an approval: all payable lines of each partner and currency that is
 * due and that nothing stands in the way of, in the order of partner, then currency.
 */
export function* runPayouts(at: Instant, book: PayoutBook): Generator<PayoutDecision> {
  const { calendar } = book.program;
  const date = calendar.dateAt(at);
  for (const account of [...book.lines.withPayable].sort(compareAccounts)) {
    const question = book.partners.questionOf(account, at);
    const rail = railOf(question);
    const schedule = scheduleOf(question, rail);
    if (rail === null || schedule === undefined || !runsOn(schedule, date)) continue;
    if (payoutObstacles(question).length > 0) continue;
    if (needsApproval(question)) yield* propose(account, question, rail, book);
    else yield* pay(account, question, rail, book);
  }
}

function* pay(account: PayoutAccount, question: PayoutQuestion, rail: Rail, book: PayoutBook) {
  yield* replaceProposal(account, question.now);
  const computed = computePayout(book.payouts.nextId(), account, question, rail);
  yield* makePayout(computed, account, { madeAt: question.now, decidedAt: question.now }, book);
}

/** The same lines stay proposed; the very lines that were declined are not proposed again (payouts.md, From run to paid). */
function* propose(
  account: PayoutAccount,
  question: PayoutQuestion,
  rail: Rail,
  book: PayoutBook,
): Generator<PayoutDecision> {
  const { proposal } = account;
  if (proposal !== null && isPayable(account, proposal.lines)) return;
  if (account.declined.some(({ lines }) => isPayable(account, lines))) return;
  yield* replaceProposal(account, question.now);
  const { amounts, figures } = computePayout(book.payouts.nextId(), account, question, rail);
  yield { type: 'PayoutProposed', ...amounts, proposedAt: question.now, figures };
}

function* replaceProposal({ proposal }: PayoutAccount, replacedAt: Instant): Generator<PayoutProposalReplaced> {
  if (proposal === null) return;
  const { payout, partner, currency } = proposal.amounts;
  yield { type: 'PayoutProposalReplaced', payout, partner, currency, replacedAt };
}
