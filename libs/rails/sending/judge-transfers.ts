import type { Instant } from '@ledger/kernel/instant';
import { ZERO } from '@ledger/kernel/money';
import type { PayoutOrder } from './payout-order';
import type { Listing, Reading } from './rail-answers';
import type { Sending } from './sending';
import type { SendingTimes } from './sending-times';
import type { FrozenBecause, SendingEvent } from './sending.events';
import { pays, type Transfer } from './transfer';

/**
 * What follows from a listing that was asked for at that time: one transfer that pays it settles it; none proves nothing;
 * anything else a person looks at.
 */
export function judgeListing(order: PayoutOrder, listing: Listing, at: Instant): SendingEvent[] {
  if (listing.kind === 'unknown') return [];
  const [first, ...others] = listing.transfers;
  if (first === undefined) return [{ type: 'NothingFound', at }];
  if (others.length > 0) return [{ type: 'SendingFrozen', because: 'several_transfers', at }];
  return judged(order, first, at);
}

/** What follows from a transfer that was read again after the rail told of it. */
export function judgeReading(order: PayoutOrder, reading: Reading, at: Instant): SendingEvent[] {
  switch (reading.kind) {
    case 'unknown':
    case 'under_way':
      return [];
    case 'missing':
      return [{ type: 'SendingFrozen', because: 'transfer_missing', at }];
    case 'ended_unpaid':
      return [endedUnpaid(reading, at)];
    case 'read':
      return judged(order, reading.transfer, at);
  }
}

/**
 * Whether a reading says no more than that the rail has not come to an end: so does one that does not find, for a while,
 * what was taken in to be paid later.
 */
export function isNotDone(
  { state }: Sending,
  { kind }: Reading,
  at: Instant,
  { lookUp, quietMs }: SendingTimes,
): boolean {
  if (kind === 'under_way') return true;
  return kind === 'missing' && lookUp === 'repeating' && state.name === 'TAKEN' && at - state.at < quietMs;
}

/** A request under the same key that is still on its way is known again by the rail, and does nothing. */
function endedUnpaid({ code, causeMayGo }: Extract<Reading, { kind: 'ended_unpaid' }>, at: Instant): SendingEvent {
  return causeMayGo ? { type: 'AttemptRefused', code, at } : { type: 'SendingFailed', code, person: null, at };
}

function judged(order: PayoutOrder, transfer: Transfer, at: Instant): SendingEvent[] {
  if (pays(transfer, order)) return [settledBy(transfer, at)];
  return [{ type: 'SendingFrozen', because: misfitOf(transfer), at }];
}

function settledBy({ id, feeMinor }: Transfer, at: Instant): SendingEvent {
  const settled = { type: 'SendingSettled', transfer: id, person: null, at } as const;
  return feeMinor === undefined ? settled : { ...settled, feeMinor };
}

function misfitOf({ reversedMinor }: Transfer): FrozenBecause {
  return reversedMinor === ZERO ? 'transfer_differs' : 'transfer_reversed';
}
