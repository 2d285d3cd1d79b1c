import type { EventOf, LedgerEvent } from '@ledger/contracts/events';
import { compareCodePoints } from '@ledger/kernel/code-point-order';
import type { Instant } from '@ledger/kernel/instant';
import { amountMinor, negate, ZERO } from '@ledger/kernel/money';
import { unpaidMinor } from './payout-account';
import type { PayoutBook } from './payout-book';
import type { OwnLinePosted, PayoutDecision } from './payout.decisions';
import { releaseCleared } from './release-lines';

type OwnLine = Pick<OwnLinePosted, 'line' | 'partner' | 'currency' | 'amountMinor'>;

/** A line of the partner's own that clears at once and obeys what holds the partner. */
export function* postAdjustment(
  own: OwnLine,
  cause: LedgerEvent,
  clock: Instant,
  book: PayoutBook,
): Generator<PayoutDecision> {
  yield ownLine('adjustment', own, cause, clock, book);
  const posted = book.lines.ownLinesOf(own.partner, own.line).at(-1);
  if (posted !== undefined) yield* releaseCleared([posted], clock, book);
}

/** What a partner owes and will never pay back is given up: payable at once, whatever holds. */
export function* writeOff(
  event: EventOf<'balance.written_off'>,
  clock: Instant,
  book: PayoutBook,
): Generator<PayoutDecision> {
  const { partner, currency, amount } = event.data;
  yield ownLine(
    'write_off',
    { line: event.id, partner, currency, amountMinor: amountMinor(amount) },
    event,
    clock,
    book,
  );
}

/** Takes exactly what is unpaid of a partner, in each currency in which that is more than nothing; what is in hold clears against it. */
export function* forfeit(
  event: EventOf<'balance.forfeited'>,
  clock: Instant,
  book: PayoutBook,
): Generator<PayoutDecision> {
  const { partner } = event.data;
  const accounts = book.lines.accountsOf(partner).sort((a, b) => compareCodePoints(a.currency, b.currency));
  for (const account of accounts) {
    const unpaid = unpaidMinor(account);
    if (unpaid <= ZERO) continue;
    const own = { line: event.id, partner, currency: account.currency, amountMinor: negate(unpaid) };
    yield ownLine('forfeit', own, event, clock, book);
  }
}

function ownLine(
  reason: OwnLinePosted['reason'],
  { line, partner, currency, amountMinor }: OwnLine,
  { time, id }: LedgerEvent,
  decidedAt: Instant,
  book: PayoutBook,
): OwnLinePosted {
  return {
    type: 'OwnLinePosted',
    partner,
    currency,
    line,
    reason,
    amountMinor,
    cause: id,
    lineSeq: book.lines.ownLinesOf(partner, line).length + 1,
    effectiveAt: time,
    postedAt: book.periods.postingTimeOf(time),
    clearsAt: time,
    decidedAt,
  };
}
