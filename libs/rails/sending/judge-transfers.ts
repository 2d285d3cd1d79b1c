import type { Instant } from '@ledger/kernel/instant';
import { ZERO } from '@ledger/kernel/money';
import type { PayoutOrder } from './payout-order';
import type { Listing, Reading } from './rail-answers';
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
  if (reading.kind === 'unknown') return [];
  if (reading.kind === 'missing') return [{ type: 'SendingFrozen', because: 'transfer_missing', at }];
  return judged(order, reading.transfer, at);
}

function judged(order: PayoutOrder, transfer: Transfer, at: Instant): SendingEvent[] {
  if (pays(transfer, order)) return [{ type: 'SendingSettled', transfer: transfer.id, person: null, at }];
  return [{ type: 'SendingFrozen', because: misfitOf(transfer), at }];
}

function misfitOf({ reversedMinor }: Transfer): FrozenBecause {
  return reversedMinor === ZERO ? 'transfer_differs' : 'transfer_reversed';
}
