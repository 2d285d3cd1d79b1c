import type { LedgerEvent } from '@ledger/contracts/events';
import type { LineReason } from './commission.decisions';

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
}

/** Why a line is posted (contract.md, section 2, `reason`). */
export function reasonOfChange(cause: Cause, change: Change): LineReason {
  if (cause.event === null) return 'true_up';
  if (cause.isOwnEarning) return 'accrual';
  if (cause.changedCredits) return 'reattribution';
  if (change.isFirstLine) return 'accrual';
  const reason = reasonByEvent(cause.event);
  if (reason !== null) return reason;
  if (change.rateChanged) return cause.changedWins ? 'bonus' : 'rate_change';
  return 'correction';
}

/**
 * Events that change an amount in one way only. The rate may have changed before them all the same, without a line:
 * where both rates round to one amount.
 */
function reasonByEvent(event: LedgerEvent): LineReason | null {
  switch (event.type) {
    case 'payment.refunded':
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
    default:
      return null;
  }
}
