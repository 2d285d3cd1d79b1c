import type { PersonsWord } from './heed-person';
import type { Listing, Reading } from './rail-answers';
import type { Sending } from './sending';
import type { SendingTimes } from './sending-times';
import type { TransferId } from './transfer';

const NONE: Listing = { kind: 'whole', transfers: [] };

/** What the rail is asked before a person's word is taken. */
export type LookUpForWord =
  | { readonly ask: 'list' }
  | { readonly ask: 'read'; readonly transfer: TransferId }
  /** There is nothing by which it could be asked. */
  | { readonly ask: 'nothing' };

/**
 * A rail that lists nothing is asked for the transfer that the person names, or for the one that it told of: while that
 * is all it was ever told, it speaks for the payout.
 */
export function lookUpForWord({ attempt }: Sending, word: PersonsWord, { lookUp }: SendingTimes): LookUpForWord {
  if (lookUp === 'listing') return { ask: 'list' };
  const transfer = word.says === 'paid' ? word.transfer : (attempt?.told ?? null);
  return transfer === null ? { ask: 'nothing' } : { ask: 'read', transfer };
}

/**
 * What a reading says of a payout's transfers: one that ended unpaid is none. That the rail does not know what it told of
 * says nothing; that it does not know what a person named, that it did not pay.
 */
export function asListing(reading: Reading, word: PersonsWord): Listing {
  switch (reading.kind) {
    case 'read':
      return { kind: 'whole', transfers: [reading.transfer] };
    case 'ended_unpaid':
      return NONE;
    case 'under_way':
      return { kind: 'unknown', why: reading.why };
    case 'missing':
      return word.says === 'paid' ? NONE : { kind: 'unknown', why: 'the rail shows no such transfer' };
    case 'unknown':
      return reading;
  }
}
