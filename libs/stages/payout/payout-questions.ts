import type { Instant } from '@ledger/kernel/instant';
import { negate, ZERO, type AmountMinor } from '@ledger/kernel/money';
import type { PayoutQuestions } from '../intake/later-stages';
import { isPayable } from './payout-account';
import type { PayoutBook } from './payout-book';
import { payoutObstacles } from './payout-gate';
import type { PayoutStage, Timers } from './payout.stage';

/** What the payout stage answers to the gate; `timersUntil`: what the stages before will decide by the clock until then. */
export function payoutQuestions(stage: PayoutStage, timersUntil: (at: Instant) => Timers): PayoutQuestions {
  const ask = <T>(at: Instant, question: (book: PayoutBook) => T) => stage.askedAt(at, timersUntil(at), question);
  return {
    stateOf: (payout, at) => ask(at, ({ payouts }) => payouts.find(payout)?.state ?? null),
    wouldPayProposed: (payout, at, moment) => ask(at, (book) => wouldPayProposed(payout, moment, book)),
    setOrPostedBy: (payout, at) => ask(at, (book) => setOrPostedBy(payout, book)),
    owedMinor: (partner, currency, at) => ask(at, (book) => owedMinor(partner, currency, book)),
  };
}

function wouldPayProposed(payout: string, moment: Instant, { payouts, lines, partners }: PayoutBook): boolean {
  const { amounts, lines: proposed } = payouts.of(payout);
  const account = lines.account(amounts.partner, amounts.currency);
  return isPayable(account, proposed) && payoutObstacles(partners.questionOf(account, moment)).length === 0;
}

/** Four eyes: whoever set the payout method last, or posted an adjustment, does not approve what it pays. */
function setOrPostedBy(payout: string, book: PayoutBook): ReadonlySet<string> {
  const { amounts, lines } = book.payouts.of(payout);
  const setBy = book.partners.methodSetBy(amounts.partner);
  return new Set([...(setBy === null ? [] : [setBy]), ...book.adjustersOf(lines)]);
}

function owedMinor(partner: string, currency: string, { lines }: PayoutBook): AmountMinor {
  const payableMinor = lines.findAccount(partner, currency)?.payableMinor ?? ZERO;
  return payableMinor < ZERO ? negate(payableMinor) : ZERO;
}
