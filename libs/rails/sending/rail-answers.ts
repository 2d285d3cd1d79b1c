import type { Transfer, TransferId } from './transfer';

/** What came of a request that moves money. Whatever is not certain is `unknown`. */
export type PostAnswer =
  /** The rail says that it took the money; `replayed`: it says again what it said before. */
  | { readonly kind: 'taken'; readonly transfer: Transfer; readonly replayed: boolean }
  /** The rail took the order in, now or before, and pays it later or not: that is read by this id. */
  | { readonly kind: 'accepted'; readonly transfer: TransferId }
  /** This request did nothing, and none like it will; `causeMayGo`: unless something changes, as a balance. */
  | { readonly kind: 'refused'; readonly code: string; readonly causeMayGo: boolean }
  /** This request did nothing; the same one later may (429; 409, where another with this key is at work). */
  | { readonly kind: 'put_off'; readonly code: string }
  /** The key was used before, with another request: ours was not the only one. */
  | { readonly kind: 'contradicted'; readonly code: string }
  /** A time-out, a broken connection, an answer that cannot be read, a 5xx: it may have done anything. */
  | { readonly kind: 'unknown'; readonly why: string };

/** The transfers of a payout's group and destination. */
export type Listing =
  /** All pages were read. */
  | { readonly kind: 'whole'; readonly transfers: readonly Transfer[] }
  /** There were more pages than were read, or no answer: it says nothing. */
  | { readonly kind: 'unknown'; readonly why: string };

/** A transfer, asked for by its id. */
export type Reading =
  | { readonly kind: 'read'; readonly transfer: Transfer }
  /** The rail has not come to an end with it. */
  | { readonly kind: 'under_way'; readonly why: string }
  /** It came to its end and paid nobody, for good; `causeMayGo`: another order may, when something has changed. */
  | { readonly kind: 'ended_unpaid'; readonly code: string; readonly causeMayGo: boolean }
  | { readonly kind: 'missing' }
  | { readonly kind: 'unknown'; readonly why: string };

/** Whether an account may be sent money at this moment. */
export type Readiness =
  | { readonly kind: 'ready' }
  /** It may not: the payout fails with this code. */
  | { readonly kind: 'not_ready'; readonly code: string }
  /** What refused the attempt before is still so. */
  | { readonly kind: 'not_yet'; readonly code: string }
  | { readonly kind: 'unknown'; readonly why: string };
