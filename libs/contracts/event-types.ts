/** The public topics that events arrive on (contract.md, section 1). */
export const TOPICS = {
  checkout: 'partner-ledger.checkout.v1',
  revenue: 'partner-ledger.revenue.v1',
  partners: 'partner-ledger.partners.v1',
  payouts: 'partner-ledger.payouts.v1',
} as const;

export type Topic = (typeof TOPICS)[keyof typeof TOPICS];

const { checkout, revenue, partners, payouts } = TOPICS;

const TOPIC_OF_TYPE = {
  'customer.signed_up': checkout,
  'customer.activated': checkout,
  'customer.activation_voided': checkout,
  'contract.signed': checkout,
  'customer.churned': checkout,
  'lead.contacted_by_sales': checkout,

  'invoice.issued': revenue,
  'invoice.paid': revenue,
  'invoice.voided': revenue,
  'payment.refunded': revenue,
  'payment.refund_failed': revenue,
  'dispute.opened': revenue,
  'dispute.closed': revenue,

  'partner.applied': partners,
  'partner.contact_changed': partners,
  'partner.info_requested': partners,
  'partner.approved': partners,
  'partner.rejected': partners,
  'partner.enrolled': partners,
  'partner.suspended': partners,
  'partner.reinstated': partners,
  'partner.terminated': partners,
  'partner.withholding_set': partners,
  'partner.rate_set': partners,
  'partner.activity_locked': partners,
  'promotion.closed': partners,
  'partner.tier_set': partners,
  'joint_customer.recorded': partners,
  'partner.engagement_ended': partners,
  'partner.engagement_resumed': partners,
  'partner.acknowledgement_required': partners,
  'partner.compliance_acknowledged': partners,
  'partner.requirement_met': partners,
  'partner.requirement_lapsed': partners,
  'partner.violation_recorded': partners,
  'partner.violation_hold_lifted': partners,
  'partner.revenue_share_opted_out': partners,
  'partner.revenue_share_opted_in': partners,
  'partner.tax_form_recorded': partners,
  'partner.payout_method_set': partners,
  'link.created': partners,
  'referral.clicked': partners,
  'referral.submitted': partners,
  'deal.registered': partners,
  'deal.reregistered': partners,
  'lead.matched': partners,
  'touchpoint.recorded': partners,
  'account.protected': partners,
  'account.protection_lost': partners,
  'attribution.overridden': partners,
  'terms.published': partners,
  'period.closed': partners,
  'clock.advanced': partners,

  'rail.connected': payouts,
  'payout.approved': payouts,
  'payout.declined': payouts,
  'payout.settled': payouts,
  'payout.failed': payouts,
  'payout.returned': payouts,
  'payouts.resumed': payouts,
  'adjustment.posted': payouts,
  'balance.written_off': payouts,
  'balance.forfeited': payouts,
  'payouts.paid_elsewhere': payouts,
} as const satisfies Record<string, Topic>;

/** The name of every type of event that the ledger takes. */
export type EventType = keyof typeof TOPIC_OF_TYPE;

/** All types, in the order of the contract. */
export const EVENT_TYPES = Object.keys(TOPIC_OF_TYPE) as readonly EventType[];

/** Whether a CloudEvents `type` is one that the ledger knows; any other is rejected as `unknown_type`. */
export function isEventType(type: string): type is EventType {
  return Object.hasOwn(TOPIC_OF_TYPE, type);
}

/** The public topic of a type. */
export function topicOf(type: EventType): Topic {
  return TOPIC_OF_TYPE[type];
}
