import type { Instant } from '@ledger/kernel/instant';
import type { AmountMinor } from '@ledger/kernel/money';
import type { IdempotencyKey } from './payout-keys';
import type { TransferId } from './transfer';

/** A lease's number: each taken has a greater one. */
export type Fence = number & { readonly __brand: 'Fence' };

/** The exact bytes of a request, as text. */
export type RequestBody = string & { readonly __brand: 'RequestBody' };

/** Why a payout waits for a person before anything else is done about it. */
export type FrozenBecause =
  /** The group has more than one transfer. */
  | 'several_transfers'
  /** A transfer has another amount, currency or account. */
  | 'transfer_differs'
  /** The transfer was taken back, in whole or in part. */
  | 'transfer_reversed'
  /** The rail told of a transfer that it does not know. */
  | 'transfer_missing'
  /** The key was used with another request. */
  | 'key_used_otherwise'
  /** The transfer settled another payout already. */
  | 'transfer_of_another_payout';

/** Who decided by hand, and by what. */
export interface Person {
  readonly by: string;
  readonly evidence: string;
}

/** The intent: recorded before the first request of an attempt leaves. */
export interface AttemptBegun {
  readonly type: 'AttemptBegun';
  readonly attempt: number;
  readonly key: IdempotencyKey;
  readonly body: RequestBody;
  readonly fence: Fence;
  readonly at: Instant;
}

/** The same request will leave again: recorded before it does. */
export interface PostAnnounced {
  readonly type: 'PostAnnounced';
  readonly fence: Fence;
  readonly at: Instant;
}

export type SendingEvent =
  | AttemptBegun
  | PostAnnounced
  /** The last request did nothing; the same one is sent again later. */
  | { readonly type: 'PostPutOff'; readonly code: string; readonly at: Instant }
  /** The last request was refused, but one before it may still be on its way. */
  | { readonly type: 'RefusalDoubted'; readonly code: string; readonly at: Instant }
  /** Nobody knows what the last request did. */
  | { readonly type: 'PostUnanswered'; readonly why: string; readonly at: Instant }
  /** The rail says it took the money or the order, but may say so from memory, or pay later: the transfer is read before that counts. */
  | { readonly type: 'TransferTold'; readonly transfer: TransferId; readonly at: Instant }
  /** A whole listing had no transfer in it, which proves nothing by itself. */
  | { readonly type: 'NothingFound'; readonly at: Instant }
  /** The attempt did nothing and never will; a new one follows when the cause is gone. */
  | { readonly type: 'AttemptRefused'; readonly code: string; readonly at: Instant }
  | { readonly type: 'SendingFrozen'; readonly because: FrozenBecause; readonly at: Instant }
  | { readonly type: 'LeftToPerson'; readonly at: Instant }
  | { readonly type: 'NewKeyAllowed'; readonly person: Person; readonly at: Instant }
  | {
      readonly type: 'SendingSettled';
      readonly transfer: TransferId;
      /** What the rail took for it; missing: it does not say. */
      readonly feeMinor?: AmountMinor;
      readonly person: Person | null;
      readonly at: Instant;
    }
  | { readonly type: 'SendingFailed'; readonly code: string; readonly person: Person | null; readonly at: Instant };
