import type { Instant } from '@ledger/kernel/instant';
import { isQuiet } from './next-step';
import type { PayoutOrder } from './payout-order';
import type { Listing } from './rail-answers';
import { attemptOf, type Sending } from './sending';
import type { SendingTimes } from './sending-times';
import type { Person, SendingEvent } from './sending.events';
import { isReversed, pays, type Transfer, type TransferId } from './transfer';

/** What a person says became of a payout that waits for one. */
export type PersonsWord =
  /** This transfer paid it. */
  | { readonly says: 'paid'; readonly transfer: TransferId }
  /** No money left for it: it fails. */
  | { readonly says: 'not_paid'; readonly code: string }
  /** No money left for it: it may be sent under a new key. */
  | { readonly says: 'send_anew' };

/** Why a person's word is not taken. */
export type WordRefused =
  /** The sender has not come to its end with it. */
  | 'not_waiting_for_a_person'
  /** A request may still take effect. */
  | 'too_early'
  /** The rail could not be asked, or did not tell all. */
  | 'rail_does_not_say'
  /** There is money under way for it. */
  | 'transfer_stands'
  /** The rail shows no such transfer, or one that does not pay it. */
  | 'transfer_does_not_pay';

export type Heeded =
  | { readonly kind: 'heeded'; readonly events: readonly SendingEvent[] }
  | { readonly kind: 'refused'; readonly because: WordRefused };

/**
 * Takes a person's word about a payout where what the rail lists does not speak against it; `at` is when the listing was
 * asked for.
 */
export function heedPerson(
  order: PayoutOrder,
  sending: Sending,
  { word, person }: { readonly word: PersonsWord; readonly person: Person },
  listing: Listing,
  at: Instant,
  times: SendingTimes,
): Heeded {
  const { name } = sending.state;
  if (name !== 'FROZEN' && name !== 'MANUAL') return refuse('not_waiting_for_a_person');
  if (listing.kind === 'unknown') return refuse('rail_does_not_say');
  const { transfers } = listing;
  if (word.says === 'paid') {
    const shown = transfers.some((transfer) => transfer.id === word.transfer && pays(transfer, order));
    if (!shown) return refuse('transfer_does_not_pay');
    return heed({ type: 'SendingSettled', transfer: word.transfer, person, at });
  }
  if (!isQuiet(attemptOf(sending), at, times)) return refuse('too_early');
  if (word.says === 'not_paid') {
    if (!transfers.every((transfer) => isReversed(transfer))) return refuse('transfer_stands');
    return heed({ type: 'SendingFailed', code: word.code, person, at });
  }
  return sendAnew(transfers, person, at);
}

/** Only where the group is empty: with what was taken back in it, no listing could be judged any more. */
function sendAnew(transfers: readonly Transfer[], person: Person, at: Instant): Heeded {
  return transfers.length > 0 ? refuse('transfer_stands') : heed({ type: 'NewKeyAllowed', person, at });
}

function refuse(because: WordRefused): Heeded {
  return { kind: 'refused', because };
}

function heed(event: SendingEvent): Heeded {
  return { kind: 'heeded', events: [event] };
}
