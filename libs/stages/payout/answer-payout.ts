import type { EventOf } from '@ledger/contracts/events';
import type { Instant } from '@ledger/kernel/instant';
import { amountMinor, negate, subtract, ZERO } from '@ledger/kernel/money';
import { heldBack, movedWith } from './group-by-account';
import { computePayout, makePayout } from './make-payout';
import type { PayoutBook } from './payout-book';
import { feeOfRail, railOf } from './payout-gate';
import type { PayoutDecision } from './payout.decisions';
import { postAdjustment } from './post-own-lines';

/** A person approved a proposal: it is made, with rail, fee and withholding as of now. */
export function* approveProposal(
  { time, data }: EventOf<'payout.approved'>,
  clock: Instant,
  book: PayoutBook,
): Generator<PayoutDecision> {
  const { partner, currency, payout } = book.payouts.of(data.payout).amounts;
  const account = book.lines.account(partner, currency);
  const question = book.partners.questionOf(account, time);
  const rail = railOf(question);
  if (rail === null)
    throw new RangeError(`${payout} was approved, but nothing pays it: the gate lets no such event in`);
  const computed = computePayout(payout, account, question, rail);
  yield* makePayout(computed, account, { madeAt: time, decidedAt: clock }, book);
}

/** A person withdrew a proposal. */
export function* declineProposal(
  { time, data }: EventOf<'payout.declined'>,
  book: PayoutBook,
): Generator<PayoutDecision> {
  const { amounts, at } = book.payouts.of(data.payout);
  yield { type: 'PayoutDeclined', ...amounts, proposedAt: at, declinedAt: time };
}

/** The rail took the money; the partner pays the fee of the terms, the difference is the program's. */
export function* settlePayout(
  { time, data }: EventOf<'payout.settled'>,
  clock: Instant,
  book: PayoutBook,
): Generator<PayoutDecision> {
  const payout = book.payouts.of(data.payout);
  const { amounts, at: madeAt, lines } = payout;
  const feeVarianceMinor = data.fee === undefined ? ZERO : subtract(amountMinor(data.fee), amounts.feeMinor);
  const postedAt = book.periods.postingTimeOf(time);
  const settled = { settledAt: time, postedAt, reference: data.reference ?? null, feeVarianceMinor };
  yield { type: 'PayoutSettled', ...amounts, madeAt, ...settled };
  yield* movedWith(payout, lines, { from: 'in_transit', to: 'paid', movedAt: time, decidedAt: clock });
}

/** The money never left: the lines are payable again, in hold where their invoice is frozen. */
export function* failPayout(
  { time, data }: EventOf<'payout.failed'>,
  clock: Instant,
  book: PayoutBook,
): Generator<PayoutDecision> {
  const payout = book.payouts.of(data.payout);
  const { amounts, at: madeAt, lines } = payout;
  yield { type: 'PayoutFailed', ...amounts, madeAt, failedAt: time, postedAt: book.periods.postingTimeOf(time) };
  yield* movedWith(payout, lines, { from: 'in_transit', to: 'payable', movedAt: time, decidedAt: clock });
  yield* heldBack(
    lines.filter((line) => book.lines.isFrozen(line)),
    clock,
  );
}

/** The money of a payout came back: all of it is owed again; who bears the fee, the terms say. */
export function* returnPayout(
  event: EventOf<'payout.returned'>,
  clock: Instant,
  book: PayoutBook,
): Generator<PayoutDecision> {
  const payout = book.payouts.of(event.data.payout);
  const { amounts, at: madeAt, lines, uncleared, reference } = payout;
  const { partner, currency, rail, feeMinor } = amounts;
  const returned = { returnedAt: event.time, postedAt: book.periods.postingTimeOf(event.time) };
  const settledAt = payout.settledAt ?? madeAt;
  yield { type: 'PayoutReturned', ...amounts, madeAt, settledAt, reference, ...returned };
  yield* movedWith(payout, lines, { from: 'paid', to: 'payable', movedAt: event.time, decidedAt: clock });
  const isHeld = book.partners.holdsOf(partner).length > 0;
  yield* heldBack(
    lines.filter(
      (line) => book.lines.isFrozen(line) || (uncleared?.has(line) === true && (isHeld || line.clearsAt > clock)),
    ),
    clock,
  );
  const { payout: terms } = book.partners.termsOf(partner, event.time);
  if (feeMinor === ZERO || feeOfRail(terms, rail)?.onReturn !== 'partner') return;
  yield* postAdjustment({ line: event.id, partner, currency, amountMinor: negate(feeMinor) }, event, clock, book);
}
