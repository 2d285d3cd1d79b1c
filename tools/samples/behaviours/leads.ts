import type { Instant } from '@ledger/kernel/instant';
import type { Arrives, PlannedEvent } from '@tools/histories/history';
import type { CustomerIdentity, PartnerIdentity } from '../fictional-directory';
import type { Scene } from '../scene';

/** What a partner can say about the customer it refers. */
export type LeadKnows = Partial<Pick<CustomerIdentity, 'customer' | 'email' | 'company'>>;

/** A partner hands in a lead by hand; answers its referral id. */
export function submitLead(
  scene: Scene,
  who: PartnerIdentity,
  time: Instant,
  lead: LeadKnows,
  how: Arrives = {},
): string {
  const referral = scene.next('lead');
  scene.history.plan('referral.submitted', time, { referral, partner: who.partner, ...lead }, how);
  return referral;
}

/** Staff find out which customer a lead or a registration was about. */
export function matchLead(
  scene: Scene,
  which: { referral: string } | { deal: string },
  customer: string,
  time: Instant,
): PlannedEvent {
  return scene.history.plan('lead.matched', time, { ...which, customer, by: 'sales-operations' });
}

/** Direct sales talk to the customer. */
export function contactBySales(
  scene: Scene,
  customer: string,
  time: Instant,
  engagement: 'active' | 'dormant',
): PlannedEvent {
  return scene.history.plan('lead.contacted_by_sales', time, { customer, engagement });
}

/** A partner helps along a deal that is already there. */
export function recordTouchpoint(
  scene: Scene,
  who: PartnerIdentity,
  customer: string,
  time: Instant,
  kind: 'demo' | 'case_study' | 'reference' | 'co_sell',
): PlannedEvent {
  return scene.history.plan('touchpoint.recorded', time, { partner: who.partner, customer, kind });
}
