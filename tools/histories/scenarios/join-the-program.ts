import type { Instant } from '@ledger/kernel/instant';
import type { Rail, Terms } from '@ledger/program/terms';
import { usesEventType } from '@ledger/program/uses';
import type { World } from './world';

/** A partner of a scenario. `code` is its referral code, also where the program knows no codes. */
export interface Member {
  readonly partner: string;
  readonly email: string;
  readonly code: string;
  readonly type: string;
}

/** How far a new partner gets. */
export interface Joining {
  readonly type?: string;
  readonly approved?: boolean;
  /** Whether it has all that payouts ask for: tax form, payout method, certificate. */
  readonly payable?: boolean;
  readonly rail?: Rail;
  readonly taxForm?: { readonly form: string; readonly signedOn: string } | null;
}

/** The first type of partner that joins by application (or, where none does, the first that enrols itself). */
export function usualPartnerType(terms: Terms): string {
  const type = terms.partnerTypes.find(({ application }) => application) ?? terms.partnerTypes[0];
  if (type === undefined) throw new Error(`The terms of ${terms.program} name no partner type`);
  return type.name;
}

/** The partner types that enrol themselves. */
export function selfServeTypes(terms: Terms): string[] {
  return terms.partnerTypes.filter(({ selfEnrolment }) => selfEnrolment).map(({ name }) => name);
}

/** A partner joins at the given time: it applies, meets what is asked for, is approved and sets itself up. */
export function joinTheProgram(world: World, time: Instant, joining: Joining = {}): Member {
  const { type = usualPartnerType(world.terms), approved = true, payable = true } = joining;
  const partner = world.name('partner');
  const who = {
    partner,
    type,
    email: `${partner.replaceAll(/[^a-z0-9-]/g, 'x')}@partners.example`,
    code: `code-of-${partner}`,
  };
  const selfServe = world.terms.partnerTypes.some((known) => known.name === type && known.selfEnrolment);
  const identity = { partner, type, name: `Name of ${partner}`, email: who.email };
  world.plan(
    selfServe ? 'partner.enrolled' : 'partner.applied',
    time,
    selfServe ? identity : { ...identity, company: `${partner} Ltd` },
  );
  if (approved && !selfServe) beApproved(world, who, time);
  if (usesEventType(world.terms, 'link.created'))
    world.plan('link.created', time, { partner, code: who.code, campaign: 'stress' });
  if (payable) becomePayable(world, who, time, joining);
  return who;
}

/** Meets the requirements of an approval and is approved. */
export function beApproved(world: World, who: Member, time: Instant): void {
  for (const requirement of world.terms.approvalRequires) {
    world.plan('partner.requirement_met', time, { partner: who.partner, requirement });
  }
  world.plan('partner.approved', time, { partner: who.partner, by: 'staff' });
}

/** Has all that the terms want to see before they pay. */
export function becomePayable(world: World, who: Member, time: Instant, joining: Joining = {}): void {
  const { terms } = world;
  const { taxForm = { form: 'W-9', signedOn: '2025-12-01' } } = joining;
  if (terms.certification !== null) certify(world, who, time, 'ann');
  if (terms.payout.requiresTaxForm && taxForm !== null) {
    world.plan('partner.tax_form_recorded', time, { partner: who.partner, ...taxForm });
  }
  const rail = joining.rail ?? terms.payout.rails[0];
  if (rail !== undefined) setRail(world, who, time, rail);
}

export function setRail(world: World, who: Member, time: Instant, rail: Rail): void {
  const account = rail === 'manual' ? {} : { account: `account-of-${who.partner}` };
  world.plan('partner.payout_method_set', time, { partner: who.partner, rail, ...account });
}

export function certify(world: World, who: Member, time: Instant, person: string): void {
  world.plan('partner.requirement_met', time, {
    partner: who.partner,
    requirement: world.terms.certification,
    person,
  });
}

/** Climbs to a tier: meets its requirements, has its joint customers, is set. Does nothing for the lowest. */
export function climbTo(world: World, who: Member, tierName: string, time: Instant): void {
  const tier = world.terms.tiers.find(({ name }) => name === tierName);
  if (tier === undefined) throw new Error(`The terms of ${world.terms.program} have no tier ${tierName}`);
  for (const requirement of tier.requires) {
    world.plan('partner.requirement_met', time, { partner: who.partner, requirement });
  }
  for (let joint = 0; joint < tier.jointCustomers; joint += 1) {
    world.plan('joint_customer.recorded', time, { partner: who.partner, customer: world.name('joint') });
  }
  world.plan('partner.tier_set', time, { partner: who.partner, tier: tierName });
}
