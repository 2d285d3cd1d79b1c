import { instant, type Instant } from '@ledger/kernel/instant';
import { attemptOf, type Attempt, type Sending } from './sending';
import type { SendingTimes } from './sending-times';
import type { TransferId } from './transfer';

/** What a sender does next about a payout; it does nothing else. */
export type Step =
  /** Ask the rail whether the account may be sent money, then begin this attempt, or give the payout up. */
  | { readonly do: 'check'; readonly attempt: number; readonly refusedWith: string | null }
  /** Announce the recorded request, and send it again: the same key, the same bytes. */
  | { readonly do: 'post_again' }
  /** List the transfers of the payout's group and destination, all pages. */
  | { readonly do: 'list' }
  /** Read a transfer that the rail told of. */
  | { readonly do: 'read'; readonly transfer: TransferId }
  /** Nothing but a person can tell what became of it. */
  | { readonly do: 'leave_to_person' }
  /** The cause of a refusal stayed too long. */
  | { readonly do: 'give_up'; readonly code: string }
  | { readonly do: 'wait'; readonly until: Instant }
  /** The transfer is under way: to be read again then, or sooner. */
  | { readonly do: 'look_later'; readonly until: Instant }
  | { readonly do: 'ask_person' }
  /** The ledger is told, if it was not yet. */
  | { readonly do: 'tell' };

/** What is to be done next, by what was recorded and the clock (payouts.md, part 2). */
export function nextStep(sending: Sending, now: Instant, times: SendingTimes): Step {
  const { state, attempt } = sending;
  switch (state.name) {
    case 'NEW':
    case 'ALLOWED':
      return { do: 'check', attempt: (attempt?.number ?? 0) + 1, refusedWith: null };
    case 'REFUSED':
      return stepAfterRefusal(state, attemptOf(sending), now, times);
    case 'SENDING':
      return stepWhileSending(attemptOf(sending), now, times);
    case 'UNKNOWN':
      return stepInDoubt(attemptOf(sending), now, times);
    case 'TAKEN':
      if (now - state.at >= times.underWayMs) return { do: 'leave_to_person' };
      return { do: 'read', transfer: state.transfer };
    case 'FROZEN':
      return { do: 'ask_person' };
    case 'MANUAL':
      return stepForPerson(attemptOf(sending), now, times);
    case 'SETTLED':
    case 'FAILED':
      return { do: 'tell' };
  }
}

/** Whether the key of an attempt may still be sent: the rail surely knows it if it ever saw it. */
export function isYoung({ begunAt }: Attempt, now: Instant, { windowMs }: SendingTimes): boolean {
  return now - begunAt < windowMs;
}

/** Whether every request of an attempt has taken effect by now, or never will. */
export function isQuiet({ lastPostAt }: Attempt, now: Instant, { quietMs }: SendingTimes): boolean {
  return now - lastPostAt >= quietMs;
}

/**
 * Whether a request that was announced may leave now: one that was held up (a process that slept, an append that took
 * its time) is not sent, as the quiet time counts from the announcement.
 */
export function mayLeave(announcedAt: Instant, now: Instant, { leaveWithinMs }: SendingTimes): boolean {
  return now - announcedAt < leaveWithinMs;
}

/** When a transfer that was under way at that time is read again: the longer it takes, the less often. */
export function lookLater({ state, attempt }: Sending, at: Instant, { underWayAgainMs }: SendingTimes): Step {
  const since = state.name === 'TAKEN' ? state.at : (attempt?.begunAt ?? at);
  return { do: 'look_later', until: instant(at + underWayAgainMs(at - since)) };
}

function stepAfterRefusal(
  { code, at }: { readonly code: string; readonly at: Instant },
  { number }: Attempt,
  now: Instant,
  { causeAgainMs, patienceMs, mostAttempts }: SendingTimes,
): Step {
  if (now - at >= patienceMs || number >= mostAttempts) return { do: 'give_up', code };
  if (now - at < causeAgainMs) return { do: 'wait', until: instant(at + causeAgainMs) };
  return { do: 'check', attempt: number + 1, refusedWith: code };
}

/** Nothing is in doubt where the last request did nothing; an answer that never came (its sender died) is a doubt. */
function stepWhileSending(attempt: Attempt, now: Instant, times: SendingTimes): Step {
  if (attempt.lastPost !== 'without_effect' || !isYoung(attempt, now, times)) return stepInDoubt(attempt, now, times);
  return postAgain(attempt, now, times);
}

/**
 * Look first, then send the same again while its key is known; after that only look, and leave it to a person, unless
 * each of its requests is known to have done nothing: then another attempt begins.
 */
function stepInDoubt(attempt: Attempt, now: Instant, times: SendingTimes): Step {
  if (times.lookUp === 'repeating') return repeat(attempt, now, times);
  const { nothingFoundAt, lastPostAt } = attempt;
  if (nothingFoundAt === null) return { do: 'list' };
  if (isYoung(attempt, now, times)) return postAgain(attempt, now, times);
  if (isQuiet(attempt, nothingFoundAt, times)) {
    return didNothing(attempt, times) ? anew(attempt) : { do: 'leave_to_person' };
  }
  if (isQuiet(attempt, now, times)) return { do: 'list' };
  return { do: 'wait', until: instant(lastPostAt + times.quietMs) };
}

/** The rail said of every request that it did not begin, or it never left; and another attempt may be made. */
function didNothing({ lastPost, earlierOpenAt, number }: Attempt, { mostAttempts }: SendingTimes): boolean {
  return lastPost === 'without_effect' && earlierOpenAt === null && number < mostAttempts;
}

function anew({ number }: Attempt): Step {
  return { do: 'check', attempt: number + 1, refusedWith: null };
}

/** The rail lists nothing: that the same request is sent again is how it is asked. */
function repeat(attempt: Attempt, now: Instant, times: SendingTimes): Step {
  if (isYoung(attempt, now, times)) return postAgain(attempt, now, times);
  if (isQuiet(attempt, now, times)) return didNothing(attempt, times) ? anew(attempt) : { do: 'leave_to_person' };
  return { do: 'wait', until: instant(attempt.lastPostAt + times.quietMs) };
}

function postAgain({ lastPostAt, posts }: Attempt, now: Instant, { backOffMs }: SendingTimes): Step {
  const until = instant(lastPostAt + backOffMs(posts));
  return now < until ? { do: 'wait', until } : { do: 'post_again' };
}

/** What waits for a person may still end by itself. */
function stepForPerson({ nothingFoundAt, told }: Attempt, now: Instant, { lookUp, lookAgainMs }: SendingTimes): Step {
  if (lookUp === 'repeating') return told === null ? { do: 'ask_person' } : { do: 'read', transfer: told };
  const lookAgain = nothingFoundAt === null || now - nothingFoundAt >= lookAgainMs;
  return lookAgain ? { do: 'list' } : { do: 'ask_person' };
}
