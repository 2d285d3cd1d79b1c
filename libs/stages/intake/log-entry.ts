import type { RejectionCode } from '@ledger/contracts/rejection-codes';
import type { Instant } from '@ledger/kernel/instant';

export interface Rejection {
  readonly code: RejectionCode;
  /** Names the offending value. */
  readonly detail: string;
}

export type Verdict =
  { readonly type: 'accepted' } | { readonly type: 'ignored' } | ({ readonly type: 'rejected' } & Rejection);

/** What the log says of an arrival: its place, its verdict, and what the program's clock showed after it (null: nothing accepted yet). */
export interface Arrival {
  readonly program: string;
  readonly seq: number;
  readonly verdict: Verdict;
  readonly clock: Instant | null;
  /** As far as it could be read; else empty. */
  readonly id: string;
  readonly source: string;
  readonly eventType: string;
}
