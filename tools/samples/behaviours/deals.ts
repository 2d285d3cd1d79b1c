import { formatInstant, plusDays, type Instant } from '@ledger/kernel/instant';
import type { Arrives, PlannedEvent } from '@tools/histories/history';
import type { PartnerIdentity } from '../fictional-directory';
import type { Scene } from '../scene';
import type { LeadKnows } from './leads';

/** What a deal registration says. */
export interface Registration extends Pick<LeadKnows, 'customer' | 'company'> {
  /** How many days before the registration the first contact was. */
  readonly daysSinceFirstContact: number;
  readonly relationship?: 'current' | 'prospective';
  readonly evidence?: string;
}

/** A partner registers a deal; answers its id. */
export function registerDeal(
  scene: Scene,
  who: PartnerIdentity,
  time: Instant,
  registration: Registration,
  how: Arrives = {},
): string {
  const { daysSinceFirstContact, relationship = 'prospective', ...named } = registration;
  const deal = scene.next('deal');
  const firstContactAt = formatInstant(plusDays(time, -daysSinceFirstContact));
  scene.history.plan(
    'deal.registered',
    time,
    { deal, partner: who.partner, firstContactAt, relationship, ...named },
    how,
  );
  return deal;
}

/** A registration that ran out is made once more. */
export function reregisterDeal(scene: Scene, deal: string, time: Instant): PlannedEvent {
  return scene.history.plan('deal.reregistered', time, { deal });
}

/** An account goes on a partner's protected list. */
export function protectAccount(scene: Scene, who: PartnerIdentity, customer: string, time: Instant): PlannedEvent {
  return scene.history.plan('account.protected', time, { partner: who.partner, customer });
}

/** An account comes off the protected list: the pipeline does not move. */
export function loseProtection(scene: Scene, who: PartnerIdentity, customer: string, time: Instant): PlannedEvent {
  return scene.history.plan('account.protection_lost', time, { partner: who.partner, customer });
}
