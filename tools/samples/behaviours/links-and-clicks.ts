import type { Instant } from '@ledger/kernel/instant';
import type { PlannedEvent } from '@tools/histories/history';
import type { PartnerIdentity } from '../fictional-directory';
import type { Scene } from '../scene';

/** A referral code with its link, for one campaign. */
export function createLink(
  scene: Scene,
  who: PartnerIdentity,
  time: Instant,
  code: string,
  campaign: string,
): PlannedEvent {
  const target = `https://www.${scene.history.program}.example/?ref=${code}`;
  return scene.history.plan('link.created', time, { partner: who.partner, code, campaign, target });
}

/** Somebody clicks a partner's link; answers the click's id, which a sign-up can name. */
export function click(scene: Scene, time: Instant, code: string): string {
  const clickId = scene.next('click');
  scene.history.plan('referral.clicked', time, { code, clickId });
  return clickId;
}
