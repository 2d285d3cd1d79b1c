import type { EventType } from './event-types';
import type { RejectionCode } from './rejection-codes';

/** What can befall any event, in the order in which it is checked (contract.md, section 1). */
export const GENERAL_REJECTIONS: readonly RejectionCode[] = [
  'unknown_program',
  'id_reused',
  'unknown_type',
  'schema_invalid',
  'not_in_program',
  'time_in_future',
];

const SPECIFIC: Partial<Record<EventType, readonly RejectionCode[]>> = {
  'invoice.issued': ['invoice_conflict'],
  'invoice.paid': ['invoice_conflict'],
  'payment.refunded': ['refund_conflict'],
  'dispute.opened': ['dispute_conflict'],
  'dispute.closed': ['dispute_conflict'],
  'partner.applied': [],
  'partner.enrolled': ['enrolment_not_allowed'],
  'partner.info_requested': ['not_applied'],
  'partner.approved': ['not_applied', 'requirements_unmet'],
  'partner.rejected': ['not_applied'],
  'partner.rate_set': ['unknown_partner', 'rate_out_of_range'],
  'partner.tier_set': ['unknown_partner', 'requirements_unmet'],
  'link.created': ['code_taken'],
  'referral.submitted': ['referral_conflict'],
  'deal.registered': ['deal_conflict', 'evidence_required', 'registered_too_late'],
  'deal.reregistered': ['unknown_deal', 'reregistration_exhausted', 'registration_still_valid'],
  'account.protected': ['tier_required', 'protected_limit'],
  'terms.published': ['terms_invalid', 'version_not_next', 'effective_in_the_past'],
  'payout.approved': ['unknown_payout', 'payout_state', 'payout_changed', 'own_change'],
  'payout.declined': ['unknown_payout', 'payout_state'],
  'payout.settled': ['unknown_payout', 'payout_state'],
  'payout.failed': ['unknown_payout', 'payout_state'],
  'payout.returned': ['unknown_payout', 'payout_state'],
  'payouts.resumed': ['unknown_partner'],
  'adjustment.posted': ['unknown_partner', 'adjustment_conflict'],
  'balance.written_off': ['unknown_partner', 'nothing_to_write_off'],
  'balance.forfeited': ['unknown_partner'],
  'payouts.paid_elsewhere': ['unknown_partner'],
  'period.closed': ['period_not_ended', 'period_already_closed'],
};

/** The rejections that can follow an event of this type, beside the general ones. */
export function specificRejectionsOf(type: EventType): readonly RejectionCode[] {
  return SPECIFIC[type] ?? (type.startsWith('partner.') ? ['unknown_partner'] : []);
}
