import type { SendingTimes } from '@ledger/rails/sending/sending-times';

/**
 * The times of the search, in steps of the clock. They are in the order of the real ones: a request leaves within one
 * step and has taken effect within two (the quiet time); its key is sent again for three, and known to the rail for four.
 */
export const TIMES: SendingTimes = {
  lookUp: 'listing',
  windowMs: 3,
  quietMs: 2,
  leaveWithinMs: 1,
  backOffMs: () => 0,
  causeAgainMs: 0,
  patienceMs: 2,
  lookAgainMs: 1,
  mostAttempts: 3,
  underWayAgainMs: () => 0,
  underWayMs: Number.POSITIVE_INFINITY,
};

/** Those of a rail that lists nothing. */
export const REPEATING_SMALL_TIMES: SendingTimes = { ...TIMES, lookUp: 'repeating', mostAttempts: 2, underWayMs: 3 };

/** How long the rail keeps a key. */
export const KEYS_KEPT_FOR = 4;

/** How long a request may be under way: a fact of the network, whatever the sender believes. */
export const FLIGHT_TIME = 2;
