import { plusDays, type Instant } from '@ledger/kernel/instant';
import type { PlannedEvent } from '@tools/histories/history';
import { plusMinutes, someDaysAfter } from '@tools/histories/times';
import type { PartnerIdentity } from '../fictional-directory';
import type { Scene } from '../scene';

/** An application is sent in (or sent again with what was missing). */
export function apply(scene: Scene, who: PartnerIdentity, time: Instant): PlannedEvent {
  const { partner, type, name, email, company } = who;
  return scene.history.plan('partner.applied', time, { partner, type, name, email, company });
}

/** The review has a question; the application waits for the answer. */
export function askForMoreInformation(scene: Scene, who: PartnerIdentity, time: Instant, reason: string): PlannedEvent {
  return scene.history.plan('partner.info_requested', time, { partner: who.partner, by: 'partner-desk', reason });
}

/** The review ends well. */
export function approve(scene: Scene, who: PartnerIdentity, time: Instant): PlannedEvent {
  return scene.history.plan('partner.approved', time, { partner: who.partner, by: 'partner-desk' });
}

/** The review ends badly. */
export function reject(scene: Scene, who: PartnerIdentity, time: Instant, reason: string): PlannedEvent {
  return scene.history.plan('partner.rejected', time, { partner: who.partner, by: 'partner-desk', reason });
}

/** A self-serve partner joins by itself, without a review. */
export function enrol(scene: Scene, who: PartnerIdentity, time: Instant): PlannedEvent {
  return scene.history.plan('partner.enrolled', time, {
    partner: who.partner,
    type: who.type,
    name: who.name,
    email: who.email,
  });
}

/** What a review that ends with an approval looked like. */
export interface Review {
  readonly appliedOn: string;
  /** The question that was asked on the way, if one was. */
  readonly question?: string;
  /** Requirements (agreement, onboarding, …) that are met before the decision. */
  readonly requirements?: readonly string[];
}

/** An application, the question and its answer, what has to be there first, and the approval; answers when it came. */
export function applyAndGetApproved(scene: Scene, who: PartnerIdentity, review: Review): Instant {
  const appliedAt = scene.on(review.appliedOn);
  apply(scene, who, appliedAt);
  let decidedAt = someDaysAfter(appliedAt, 1.5, scene.random);
  if (review.question !== undefined) {
    askForMoreInformation(scene, who, decidedAt, review.question);
    apply(scene, who, plusDays(decidedAt, 1));
    decidedAt = someDaysAfter(plusDays(decidedAt, 1), 1.5, scene.random);
  }
  for (const requirement of review.requirements ?? []) {
    scene.history.plan('partner.requirement_met', plusMinutes(decidedAt, -90), { partner: who.partner, requirement });
  }
  approve(scene, who, decidedAt);
  return decidedAt;
}
