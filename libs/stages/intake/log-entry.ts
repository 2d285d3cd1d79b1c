import type { Instant } from '@ledger/kernel/instant';

/** Why an event was not accepted (contract.md, section 1). */
export type RejectionCode =
  | 'schema_invalid'
  | 'unknown_program'
  | 'id_reused'
  | 'unknown_type'
  | 'not_in_program'
  | 'unknown_partner'
  | 'not_applied'
  | 'invoice_conflict'
  | 'refund_conflict'
  | 'dispute_conflict'
  | 'deal_conflict'
  | 'referral_conflict'
  | 'enrolment_not_allowed'
  | 'requirements_unmet'
  | 'tier_required'
  | 'registered_too_late'
  | 'evidence_required'
  | 'unknown_deal'
  | 'reregistration_exhausted'
  | 'registration_still_valid'
  | 'protected_limit'
  | 'rate_out_of_range'
  | 'code_taken'
  | 'period_not_ended'
  | 'period_already_closed'
  | 'time_in_future';

export interface Rejection {
  readonly code: RejectionCode;
  /** Names the offending value. */
  readonly detail: string;
}

export type Verdict =
  | { readonly type: 'accepted' }
  | { readonly type: 'ignored' }
  | ({ readonly type: 'rejected' } & Rejection);

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
