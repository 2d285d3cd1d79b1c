/** How long a sender waits for what, in milliseconds, and how often it tries. */
export interface SendingTimes {
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
  /** After so many attempts one of which nothing came waits for a person. */
  readonly mostAttempts: number;
}

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const LONGEST_BACK_OFF = HOUR;

/** Those of payouts.md, part 2: a window of 23 hours under keys that are kept for 24, a quiet time of 15 minutes. */
export const SENDING_TIMES: SendingTimes = {
  windowMs: 23 * HOUR,
  quietMs: 15 * MINUTE,
  leaveWithinMs: 30 * SECOND,
  backOffMs: (posts) => Math.min(LONGEST_BACK_OFF, 2 * SECOND * 2 ** Math.min(posts - 1, 12)),
  causeAgainMs: 5 * MINUTE,
  patienceMs: 7 * 24 * HOUR,
  lookAgainMs: 24 * HOUR,
  mostAttempts: 100,
};
