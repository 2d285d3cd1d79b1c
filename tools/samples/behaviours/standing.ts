import type { Instant } from '@ledger/kernel/instant';
import type { Arrives, PlannedEvent } from '@tools/histories/history';
import type { EventData } from '@tools/histories/ledger-event-json';
import type { PartnerIdentity } from '../fictional-directory';
import type { Scene } from '../scene';

/** What can happen to a partner's standing that needs nothing but its name and a reason. */
export type StandingChange =
  | 'partner.suspended'
  | 'partner.reinstated'
  | 'partner.terminated'
  | 'partner.violation_recorded'
  | 'partner.violation_hold_lifted'
  | 'partner.revenue_share_opted_out'
  | 'partner.revenue_share_opted_in';

/** Suspends, reinstates, terminates, warns, lifts a hold, opts out or in. */
export function changeStanding(
  scene: Scene,
  who: PartnerIdentity,
  change: StandingChange,
  time: Instant,
  reason?: string,
): PlannedEvent {
  const optedByItself = change.startsWith('partner.revenue_share');
  const data: EventData = {
    partner: who.partner,
    ...(optedByItself ? {} : { by: 'partner-desk' }),
    ...(reason === undefined ? {} : { reason }),
  };
  return scene.history.plan(change, time, data);
}

/** A requirement is met, by the named person where it is a certificate. */
export function meetRequirement(
  scene: Scene,
  who: PartnerIdentity,
  requirement: string,
  time: Instant,
  person?: string,
): PlannedEvent {
  return scene.history.plan('partner.requirement_met', time, {
    partner: who.partner,
    requirement,
    ...(person === undefined ? {} : { person }),
  });
}

/** A requirement lapses; without a person, for all that met it. */
export function lapseRequirement(
  scene: Scene,
  who: PartnerIdentity,
  requirement: string,
  time: Instant,
  person?: string,
): PlannedEvent {
  return scene.history.plan('partner.requirement_lapsed', time, {
    partner: who.partner,
    requirement,
    ...(person === undefined ? {} : { person }),
  });
}

/** The partner's tier is set by staff. */
export function setTier(scene: Scene, who: PartnerIdentity, tier: string, time: Instant): PlannedEvent {
  return scene.history.plan('partner.tier_set', time, { partner: who.partner, tier });
}

/** A rate of the partner's own, as a decimal (`"0.25"` for 25 %). */
export function setRate(scene: Scene, who: PartnerIdentity, rate: string, time: Instant, reason: string): PlannedEvent {
  return scene.history.plan('partner.rate_set', time, { partner: who.partner, rate, by: 'channel-lead', reason });
}

/** A customer of both is recorded by account mapping. */
export function recordJointCustomer(scene: Scene, who: PartnerIdentity, customer: string, time: Instant): PlannedEvent {
  return scene.history.plan('joint_customer.recorded', time, { partner: who.partner, customer });
}

/** The partner stops (or takes up again) looking after a customer. */
export function changeEngagement(
  scene: Scene,
  who: PartnerIdentity,
  customer: string,
  change: 'ended' | 'resumed',
  time: Instant,
): PlannedEvent {
  return scene.history.plan(`partner.engagement_${change}`, time, { partner: who.partner, customer });
}

/** One partner's share of a customer, as staff decide it. */
export interface OverriddenCredit {
  readonly partner: string;
  readonly role: 'sourced' | 'influenced';
  readonly weight?: number;
}

/** Staff decide, with evidence, who is credited for all of a customer's revenue. */
export function overrideAttribution(
  scene: Scene,
  customer: string,
  credits: readonly OverriddenCredit[],
  time: Instant,
  evidence: string,
  how: Arrives = {},
): PlannedEvent {
  return scene.history.plan(
    'attribution.overridden',
    time,
    { customer, credits, by: 'partner-manager', evidence },
    how,
  );
}
