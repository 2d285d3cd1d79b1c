/**
 * How it is found out what a request did of which nobody knows: the rail lists a payout's transfers, or it knows the same
 * request again and says what came of the first.
 */
export type LookUp = 'listing' | 'repeating';

/** How long a sender waits for what, in milliseconds, how often it tries, and what of its rail it goes by. */
export interface SendingTimes {
  readonly lookUp: LookUp;
  /** While an attempt is younger, its key may be sent again; a rail forgets keys some time after it. */
  readonly windowMs: number;
  /** After it, a request that was announced has taken effect, or never will. */
  readonly quietMs: number;
  /** A request that was announced leaves within it, or not at all. */
  readonly leaveWithinMs: number;
  /** Until a request is sent again, by how many were sent. */
  readonly backOffMs: (posts: number) => number;
  /** Until the cause of a refusal is looked at again. */
  readonly causeAgainMs: number;
  /** How long the cause of a refusal may last before the payout fails. */
  readonly patienceMs: number;
  /** How often a payout that waits for a person is looked up again. */
  readonly lookAgainMs: number;
  /** So many attempts are made; what nothing came of then waits for a person, or fails where each was refused. */
  readonly mostAttempts: number;
  /** Until a transfer that is under way is looked at again, by how long it was under way already. */
  readonly underWayAgainMs: (sinceMs: number) => number;
  /** How long a transfer may be under way before a person is asked, too. */
  readonly underWayMs: number;
}

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const LONGEST_BACK_OFF = HOUR;

/** Those of payouts.md, part 2: a window of 23 hours under keys that are kept for 24, a quiet time of 15 minutes. */
export const SENDING_TIMES: SendingTimes = {
  lookUp: 'listing',
  windowMs: 23 * HOUR,
  quietMs: 15 * MINUTE,
  leaveWithinMs: 30 * SECOND,
  backOffMs: (posts) => Math.min(LONGEST_BACK_OFF, 2 * SECOND * 2 ** Math.min(posts - 1, 12)),
  causeAgainMs: 5 * MINUTE,
  patienceMs: 7 * DAY,
  lookAgainMs: DAY,
  mostAttempts: 100,
  underWayAgainMs: (sinceMs) => Math.min(HOUR, Math.max(2 * SECOND, sinceMs)),
  underWayMs: Number.POSITIVE_INFINITY,
};

/**
 * Those of a rail that knows a request again for 30 days, and whose transfers may be under way as long (payouts.md,
 * part 3): what a refusal was for cannot be asked there, so that every quarter of an hour of a week has an attempt of its own.
 */
export const REPEATING_TIMES: SendingTimes = {
  ...SENDING_TIMES,
  lookUp: 'repeating',
  windowMs: 29 * DAY,
  causeAgainMs: 15 * MINUTE,
  mostAttempts: 7 * 24 * 4,
  underWayMs: 40 * DAY,
};
