import type { Instant } from '@ledger/kernel/instant';
import type { AmountMinor } from '@ledger/kernel/money';
import type { IdempotencyKey } from './payout-keys';
import type { AttemptBegun, FrozenBecause, RequestBody, SendingEvent } from './sending.events';
import type { TransferId } from './transfer';

/** What is known of the last request of an attempt. */
export type LastPost = 'awaited' | 'without_effect' | 'unknown';

/** One key, and all requests that were announced under it. */
export interface Attempt {
  readonly number: number;
  readonly key: IdempotencyKey;
  readonly body: RequestBody;
  /** First sent at: its key's age counts from here. */
  readonly begunAt: Instant;
  /** How many requests were announced. */
  readonly posts: number;
  readonly lastPostAt: Instant;
  readonly lastPost: LastPost;
  /** When the latest request before the last was announced that may have done something; null: none did. */
  readonly earlierOpenAt: Instant | null;
  /** When a whole listing had no transfer in it, since the last request; null: none was made. */
  readonly nothingFoundAt: Instant | null;
  /** What the rail told of; null: nothing. */
  readonly told: TransferId | null;
}

export type SendingState =
  | { readonly name: 'NEW' }
  | { readonly name: 'SENDING' }
  | { readonly name: 'UNKNOWN' }
  | { readonly name: 'TAKEN'; readonly transfer: TransferId; readonly at: Instant }
  | { readonly name: 'REFUSED'; readonly code: string; readonly at: Instant }
  | { readonly name: 'ALLOWED' }
  | { readonly name: 'FROZEN'; readonly because: FrozenBecause }
  | { readonly name: 'MANUAL' }
  | { readonly name: 'SETTLED'; readonly transfer: TransferId; readonly feeMinor?: AmountMinor }
  | { readonly name: 'FAILED'; readonly code: string };

/** A payout's sending, as its stream tells it. */
export interface Sending {
  readonly state: SendingState;
  /** The latest; null: none was begun. */
  readonly attempt: Attempt | null;
}

export const NOT_SENT: Sending = { state: { name: 'NEW' }, attempt: null };

/** Takes over what was recorded. */
export function evolve(sending: Sending, event: SendingEvent): Sending {
  switch (event.type) {
    case 'AttemptBegun':
      return { state: { name: 'SENDING' }, attempt: begun(event) };
    case 'PostAnnounced':
      return { state: { name: 'SENDING' }, attempt: announced(attemptOf(sending), event.at) };
    case 'PostPutOff':
      return answered(sending, 'SENDING', 'without_effect');
    case 'RefusalDoubted':
      return answered(sending, 'UNKNOWN', 'without_effect');
    case 'PostUnanswered':
      return answered(sending, 'UNKNOWN', 'unknown');
    case 'NothingFound':
      return { ...sending, attempt: { ...attemptOf(sending), nothingFoundAt: event.at } };
    case 'TransferTold':
      return {
        state: { name: 'TAKEN', transfer: event.transfer, at: event.at },
        attempt: { ...attemptOf(sending), told: event.transfer },
      };
    case 'AttemptRefused':
      return { ...sending, state: { name: 'REFUSED', code: event.code, at: event.at } };
    case 'SendingFrozen':
      return { ...sending, state: { name: 'FROZEN', because: event.because } };
    case 'LeftToPerson':
      return { ...sending, state: { name: 'MANUAL' } };
    case 'NewKeyAllowed':
      return { ...sending, state: { name: 'ALLOWED' } };
    case 'SendingSettled':
      return { ...sending, state: settled(event) };
    case 'SendingFailed':
      return { ...sending, state: { name: 'FAILED', code: event.code } };
  }
}

/** The attempt that an answer is about. */
export function attemptOf({ attempt, state }: Sending): Attempt {
  if (attempt === null) throw new RangeError(`there is no attempt, in state ${state.name}: nothing can have answered`);
  return attempt;
}

/** Whether nothing more will be done, whatever comes. */
export function isOver({ state }: Sending): boolean {
  return state.name === 'SETTLED' || state.name === 'FAILED';
}

function begun({ attempt: number, key, body, at }: AttemptBegun): Attempt {
  const posts = { posts: 1, lastPostAt: at, lastPost: 'awaited', earlierOpenAt: null } as const;
  return { number, key, body, begunAt: at, ...posts, nothingFoundAt: null, told: null };
}

function settled({ transfer, feeMinor }: Extract<SendingEvent, { type: 'SendingSettled' }>): SendingState {
  return feeMinor === undefined ? { name: 'SETTLED', transfer } : { name: 'SETTLED', transfer, feeMinor };
}

function announced(attempt: Attempt, at: Instant): Attempt {
  const earlierOpenAt = attempt.lastPost === 'without_effect' ? attempt.earlierOpenAt : attempt.lastPostAt;
  return {
    ...attempt,
    posts: attempt.posts + 1,
    lastPostAt: at,
    lastPost: 'awaited',
    earlierOpenAt,
    nothingFoundAt: null,
  };
}

function answered(sending: Sending, name: 'SENDING' | 'UNKNOWN', lastPost: LastPost): Sending {
  return { ...sending, state: { name }, attempt: { ...attemptOf(sending), lastPost } };
}
