import type { LedgerEvent } from '@ledger/contracts/events';
import type { CommissionReason } from './commission.decisions';

/** What caused a difference: an event, or the end of a quarter. */
export interface Cause {
  readonly event: LedgerEvent | null;
  /** The event is the invoice's own earning event. */
  readonly isOwnEarning: boolean;
  /** It changed the credits of the customer, whose attribution had already settled. */
  readonly changedCredits: boolean;
  /** It changed the wins of the invoice's quarter. */
  readonly changedWins: boolean;
}

export interface Change {
  readonly isFirstLine: boolean;
  readonly rateChanged: boolean;
  /** Another version of the terms is in force for it than for the line before. */
  readonly versionChanged: boolean;
}

/** Why a line is posted (contract.md, section 2, `reason`). */
export function reasonOfChange(cause: Cause, change: Change): CommissionReason {
  if (cause.event === null) return 'true_up';
  if (cause.event.type === 'terms.published') return 'rate_change';
  if (cause.isOwnEarning) return 'accrual';
  if (cause.changedCredits) return 'reattribution';
  if (change.isFirstLine) return 'accrual';
  const reason = reasonByEvent(cause.event);
  if (reason !== null) return reason;
  if (change.rateChanged) return cause.changedWins ? 'bonus' : 'rate_change';
  return change.versionChanged ? 'rate_change' : 'correction';
}

/**
 * Events that change an amount in one way only. The rate may have changed before them all the same, without a line:
 * where both rates round to one amount.
 */
function reasonByEvent(event: LedgerEvent): CommissionReason | null {
  switch (event.type) {
    case 'payment.refunded':
    case 'payment.refund_failed':
      return 'refund';
    case 'dispute.opened':
    case 'dispute.closed':
      return 'dispute';
    case 'invoice.voided':
      return 'void';
    case 'customer.churned':
      return 'clawback';
    case 'partner.rate_set':
    case 'partner.tier_set':
      return 'rate_change';
    case 'partner.terminated':
    case 'partner.reinstated':
    case 'partner.violation_recorded':
    case 'partner.revenue_share_opted_out':
    case 'partner.revenue_share_opted_in':
    case 'partner.engagement_ended':
    case 'partner.engagement_resumed':
      return 'correction';
    default:
      return null;
  }
}
