import type { Terms } from '@ledger/program/terms';
import { takesClaim, usesEventType, usesInfluence } from '@ledger/program/uses';
import { activate, claim, click, earn, emailOf, register, submitLead, wonCustomer } from './claim-and-earn';
import { climbTo, joinTheProgram, type Member } from './join-the-program';
import { inEveryProgram, type Scenario } from './scenario';
import type { World } from './world';

/** One scenario for every reason for which a claim is lost (contract.md, section 2: attributions). */
export const CLAIMS_THAT_LOSE: readonly Scenario[] = [
  { shows: 'later', lastsDays: 30, possibleIn: inEveryProgram, play: comeLater },
  { shows: 'lower_priority', lastsDays: 40, possibleIn: hasProtections, play: loseToAProtection },
  { shows: 'expired', lastsDays: 160, possibleIn: registrationsExpire, play: letARegistrationExpire },
  { shows: 'protection_ended', lastsDays: 120, possibleIn: hasProtections, play: loseAProtection },
  { shows: 'after_direct_contact', lastsDays: 30, possibleIn: salesContactCounts, play: registerAfterDirectContact },
  { shows: 'window_passed: a click', lastsDays: 120, possibleIn: takesSignups, play: clickTooEarly },
  { shows: 'window_passed: a touchpoint', lastsDays: 120, possibleIn: usesInfluence, play: touchTooEarly },
  { shows: 'not_approved', lastsDays: 30, possibleIn: inEveryProgram, play: claimWithoutApproval },
  { shows: 'self_referral', lastsDays: 30, possibleIn: takesSignups, play: referItself },
  { shows: 'after_settling', lastsDays: 30, possibleIn: inEveryProgram, play: claimAfterSettling },
  { shows: 'overridden', lastsDays: 60, possibleIn: inEveryProgram, play: beOverridden },
];

function hasProtections(terms: Terms): boolean {
  return terms.claims.protections !== null;
}

function registrationsExpire(terms: Terms): boolean {
  return terms.claims.registrations?.validDays !== null && terms.claims.registrations !== null;
}

function salesContactCounts(terms: Terms): boolean {
  return (terms.salesContact?.introducesNothing.length ?? 0) > 0 && takesClaim(terms, 'registration');
}

function takesSignups(terms: Terms): boolean {
  return takesClaim(terms, 'signup');
}

/** The partner with the tier that may protect accounts. */
function protector(world: World): Member {
  const who = joinTheProgram(world, world.day(0));
  climbTo(world, who, world.terms.claims.protections?.tier ?? '', world.day(0, 1));
  return who;
}

function comeLater(world: World): void {
  const first = joinTheProgram(world, world.day(0));
  const second = joinTheProgram(world, world.day(0));
  const customer = world.name('customer');
  claim(world, first, customer, world.day(2));
  if (takesClaim(world.terms, 'lead')) submitLead(world, second, world.day(3), { customer });
  else claim(world, second, customer, world.day(3));
  activate(world, customer, world.day(5));
  earn(world, customer, world.day(6), 10_000);
}

function loseToAProtection(world: World): void {
  const strong = protector(world);
  const early = joinTheProgram(world, world.day(0));
  const customer = world.name('customer');
  claim(world, early, customer, world.day(2));
  world.plan('account.protected', world.day(3), { partner: strong.partner, customer });
  earn(world, customer, world.day(3, 2), 10_000);
}

function letARegistrationExpire(world: World): void {
  const who = joinTheProgram(world, world.day(0));
  const customer = world.name('customer');
  const { data } = register(world, who, customer, world.day(1));
  world.plan('deal.reregistered', world.day(60), { deal: data['deal'] });
  earn(world, customer, world.day(2 + (world.terms.claims.registrations?.validDays ?? 120)), 10_000);
}

function loseAProtection(world: World): void {
  const who = protector(world);
  const customer = world.name('customer');
  world.plan('account.protected', world.day(1), { partner: who.partner, customer });
  world.plan('account.protection_lost', world.day(2), { partner: who.partner, customer });
  earn(world, customer, world.day(3), 10_000);
  const forgotten = world.name('customer');
  world.plan('account.protected', world.day(4), { partner: who.partner, customer: forgotten });
  earn(world, forgotten, world.day(110), 10_000);
}

function registerAfterDirectContact(world: World): void {
  const who = joinTheProgram(world, world.day(0));
  const customer = world.name('customer');
  world.plan('lead.contacted_by_sales', world.day(1), { customer, engagement: 'dormant' });
  register(world, who, customer, world.day(4));
  earn(world, customer, world.day(5), 10_000);
}

function clickTooEarly(world: World): void {
  const who = joinTheProgram(world, world.day(0));
  const windowDays = world.terms.claims.signups?.clickWindowDays ?? 90;
  for (const daysBetween of [windowDays, windowDays + 1]) {
    const customer = world.name('customer');
    const clickId = click(world, who, world.day(1));
    world.plan('customer.signed_up', world.day(1 + daysBetween), { customer, clickId });
    earn(world, customer, world.day(10 + daysBetween), 10_000);
  }
}

function touchTooEarly(world: World): void {
  const who = joinTheProgram(world, world.day(0));
  const windowDays = world.terms.influence?.touchpointWindowDays ?? 90;
  for (const daysBetween of [windowDays, windowDays + 1]) {
    const customer = world.name('customer');
    world.plan('touchpoint.recorded', world.day(1), { partner: who.partner, customer, kind: 'demo' });
    earn(world, customer, world.day(1 + daysBetween), 10_000);
  }
}

function claimWithoutApproval(world: World): void {
  const pending = joinTheProgram(world, world.day(0), { approved: false, payable: false, type: applyingType(world) });
  const customer = world.name('customer');
  claim(world, pending, customer, world.day(1));
  earn(world, customer, world.day(5), 10_000);
}

/** A type that does not enrol itself, so that it can be without approval. */
function applyingType(world: World): string {
  const type = world.terms.partnerTypes.find(({ application, selfEnrolment }) => application && !selfEnrolment);
  return (type ?? world.terms.partnerTypes[0])?.name ?? 'partner';
}

function referItself(world: World): void {
  const who = joinTheProgram(world, world.day(0));
  const customer = world.name('customer');
  world.plan('customer.signed_up', world.day(1), {
    customer,
    email: ` ${who.email.toUpperCase()} `,
    referralCode: who.code,
  });
  earn(world, customer, world.day(2), 10_000);
}

function claimAfterSettling(world: World): void {
  const who = joinTheProgram(world, world.day(0));
  const customer = world.name('customer');
  world.plan('contract.signed', world.day(1), { customer, currency: 'USD', value: 100_000 });
  claim(world, who, customer, world.day(2));
  earn(world, customer, world.day(3), 10_000);
}

function beOverridden(world: World): void {
  const first = joinTheProgram(world, world.day(0));
  const second = joinTheProgram(world, world.day(0));
  const customer = wonCustomer(world, first, world.day(1));
  earn(world, customer, world.day(2), 10_000);
  if (usesEventType(world.terms, 'referral.submitted'))
    submitLead(world, second, world.day(1, 1), { email: emailOf(customer) });
  const credits = [
    { partner: second.partner, role: 'sourced', weight: 2 },
    { partner: first.partner, role: 'sourced' },
  ];
  world.plan('attribution.overridden', world.day(40), {
    customer,
    credits: credits.slice(0, 1),
    by: 'staff',
    evidence: 'log',
  });
  world.plan('attribution.overridden', world.day(50), {
    customer,
    credits,
    by: 'staff',
    evidence: 'log, second look',
  });
  earn(world, customer, world.day(55), 10_001);
}
