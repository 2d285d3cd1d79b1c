/**
 * The words of decisions that the services tell other systems, each list once: the decisions have their types from here,
 * the schemas of the outputs, the filters and the answers of the API their lists.
 */

/** What became of an application. */
export const APPLICATION_STEPS = ['applied', 'info_requested', 'approved', 'rejected', 'enrolled'] as const;
export type ApplicationStep = (typeof APPLICATION_STEPS)[number];

/** What keeps a partner's lines in hold and its payable lines from being paid. */
export const PARTNER_HOLDS = ['violation', 'suspended', 'certification_missing', 'not_approved'] as const;
export type PartnerHold = (typeof PARTNER_HOLDS)[number];

/** Why a line of commission is posted. */
export const COMMISSION_REASONS = [
  ...(['accrual', 'refund', 'dispute', 'void', 'clawback'] as const),
  ...(['bonus', 'reattribution', 'rate_change', 'true_up', 'correction'] as const),
] as const;
export type CommissionReason = (typeof COMMISSION_REASONS)[number];

/** Why a line of a partner's own is posted, which no invoice gave rise to (payouts.md, part 1). */
export const OWN_LINE_REASONS = ['adjustment', 'write_off', 'forfeit'] as const;
export type OwnLineReason = (typeof OWN_LINE_REASONS)[number];

/** What keeps a line in hold, beside clearing and what holds its partner. */
export const LINE_HOLDS = ['dispute', 'not_activated'] as const;
export type LineHold = (typeof LINE_HOLDS)[number];

/** What does not fit together in the facts. */
export const ANOMALY_CODES = ['refund_exceeds_amount', 'refund_unknown_line', 'void_without_effect'] as const;
export type AnomalyCode = (typeof ANOMALY_CODES)[number];

/** How a program pays. */
export const RAILS = ['stripe', 'paypal', 'manual'] as const;
export type Rail = (typeof RAILS)[number];

/** What pays: a rail of the program, or what was in use before this ledger. */
export const PAYING_RAILS = [...RAILS, 'external'] as const;
export type PayingRail = (typeof PAYING_RAILS)[number];

/** What approval an account waits for: an open proposal's, or none, as it was declined for these very lines. */
export const APPROVAL_WAITS = ['pending', 'declined'] as const;
export type ApprovalWait = (typeof APPROVAL_WAITS)[number];
