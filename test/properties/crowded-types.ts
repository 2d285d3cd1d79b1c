import { EVENT_TYPES, topicOf, TOPICS, type EventType } from '@ledger/contracts/event-types';

/** Types that come more often than others: without them nothing else shows. */
export const OFTEN: readonly EventType[] = [
  ...(['customer.signed_up', 'referral.submitted', 'deal.registered', 'payment.refunded', 'partner.approved'] as const),
  ...(['invoice.paid', 'invoice.paid', 'invoice.paid', 'invoice.issued', 'invoice.issued', 'invoice.issued'] as const),
  ...(['link.created', 'link.created', 'customer.activated'] as const),
];

/** Time, which every event brings; and what rails and finance answer, which is told for payouts that there are. */
export const LEFT_OUT: ReadonlySet<EventType> = new Set<EventType>([
  'clock.advanced',
  ...EVENT_TYPES.filter((type) => topicOf(type) === TOPICS.payouts),
]);

export const EARLY: ReadonlySet<EventType> = new Set<EventType>([
  ...(['partner.applied', 'partner.enrolled', 'partner.approved', 'partner.requirement_met'] as const),
  ...(['link.created', 'referral.clicked', 'customer.signed_up', 'referral.submitted', 'lead.matched'] as const),
  ...(['deal.registered', 'touchpoint.recorded', 'account.protected', 'lead.contacted_by_sales'] as const),
]);
export const LATER: ReadonlySet<EventType> = new Set<EventType>([
  ...(['customer.activated', 'contract.signed', 'customer.churned', 'invoice.paid', 'invoice.issued'] as const),
  ...(['partner.terminated', 'partner.rejected', 'partner.violation_recorded'] as const),
]);
