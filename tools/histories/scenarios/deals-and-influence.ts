import { takesClaim, usesInfluence } from '@ledger/program/uses';
import { activate, claim, click, earn, emailOf, register, submitLead } from './claim-and-earn';
import { climbTo, joinTheProgram, type Member } from './join-the-program';
import type { Scenario } from './scenario';
import type { World } from './world';

/** Who introduced whom: leads by e-mail, matches, clicks, registrations that compete, sales, touchpoints. */
export const DEALS_AND_INFLUENCE: readonly Scenario[] = [
  {
    shows: 'a code of one partner and a click of another',
    lastsDays: 40,
    possibleIn: (terms) => takesClaim(terms, 'signup'),
    play: codeAndClick,
  },
  {
    shows: 'a link that comes after the sign-up',
    lastsDays: 40,
    possibleIn: (terms) => takesClaim(terms, 'signup'),
    play: linkAfterSignUp,
  },
  {
    shows: 'a lead by e-mail, and one that is matched',
    lastsDays: 60,
    possibleIn: (terms) => takesClaim(terms, 'lead'),
    play: leadsWithoutCustomer,
  },
  {
    shows: 'a registration by company that is matched',
    lastsDays: 60,
    possibleIn: (terms) => takesClaim(terms, 'registration'),
    play: matchARegistration,
  },
  {
    shows: 'registrations of all tiers compete',
    lastsDays: 60,
    possibleIn: (terms) => takesClaim(terms, 'registration'),
    play: registrationsCompete,
  },
  {
    shows: 'multi-touch of a sharing tier',
    lastsDays: 60,
    possibleIn: (terms) => terms.competition.some(({ sharedBy }) => sharedBy.length > 0),
    play: shareAmongATier,
  },
  {
    shows: 'influenced: known to sales, and by touchpoints',
    lastsDays: 60,
    possibleIn: usesInfluence,
    play: influence,
  },
  {
    shows: 'a registration that is made anew',
    lastsDays: 300,
    possibleIn: (terms) => (terms.claims.registrations?.reregistrations ?? 0) > 0,
    play: registerAnew,
  },
];

/** One partner of every tier; where there are none, three of the same. */
function oneOfEveryTier(world: World): Member[] {
  const tiers = world.terms.tiers.length === 0 ? [null, null, null] : world.terms.tiers.map(({ name }) => name);
  return tiers.map((tier, index) => {
    const who = joinTheProgram(world, world.day(0));
    if (tier !== null && index > 0) climbTo(world, who, tier, world.day(0, 1));
    return who;
  });
}

function codeAndClick(world: World): void {
  const first = joinTheProgram(world, world.day(0));
  const second = joinTheProgram(world, world.day(0));
  const customer = world.name('customer');
  const clickId = click(world, second, world.day(5));
  world.plan('customer.signed_up', world.day(9), { customer, referralCode: first.code, clickId });
  activate(world, customer, world.day(10));
  earn(world, customer, world.day(11), 10_000);
}

function linkAfterSignUp(world: World): void {
  const who = joinTheProgram(world, world.day(0));
  const code = world.name('late-code');
  const customer = world.name('customer');
  world.plan('customer.signed_up', world.day(1), { customer, referralCode: code });
  activate(world, customer, world.day(2));
  earn(world, customer, world.day(3), 10_000);
  world.plan('link.created', world.day(20), { partner: who.partner, code });
}

function leadsWithoutCustomer(world: World): void {
  const first = joinTheProgram(world, world.day(0));
  const second = joinTheProgram(world, world.day(0));
  const customer = world.name('customer');
  submitLead(world, first, world.day(3), { email: `  ${emailOf(customer).toUpperCase()}`, company: 'By e-mail Ltd' });
  const { data } = submitLead(world, second, world.day(2), { email: 'office@elsewhere.example' });
  world.plan('customer.signed_up', world.day(5), { customer, email: emailOf(customer) });
  earn(world, customer, world.day(6), 10_000);
  world.plan('lead.matched', world.day(30), { referral: data['referral'], customer, by: 'staff' });
  world.plan('lead.matched', world.day(1), { referral: 'lead-that-never-comes', customer, by: 'staff' });
}

function matchARegistration(world: World): void {
  const who = joinTheProgram(world, world.day(0));
  const customer = world.name('customer');
  const { data } = register(world, who, customer, world.day(3), { customer: undefined, company: 'By company Ltd' });
  world.plan('lead.matched', world.day(20), { deal: data['deal'], customer, by: 'staff' });
  earn(world, customer, world.day(25), 10_000);
}

function registrationsCompete(world: World): void {
  const everyone = oneOfEveryTier(world);
  for (const order of [everyone, [...everyone].reverse()]) {
    const customer = world.name('customer');
    order.forEach((who, index) => register(world, who, customer, world.day(3 + index)));
    activate(world, customer, world.day(20));
    earn(world, customer, world.day(21), 10_000);
  }
}

function shareAmongATier(world: World): void {
  for (const tier of new Set(world.terms.competition.flatMap(({ sharedBy }) => sharedBy))) {
    const customer = world.name('customer');
    for (let which = 0; which < 3; which += 1) {
      const who = joinTheProgram(world, world.day(0));
      climbTo(world, who, tier, world.day(0, 1));
      if (which < 2) register(world, who, customer, world.day(3 + which));
      else claim(world, who, customer, world.day(2));
    }
    earn(world, customer, world.day(10), 10_000);
  }
}

function influence(world: World): void {
  const everyone = oneOfEveryTier(world);
  const customer = world.name('customer');
  world.plan('lead.contacted_by_sales', world.day(1), { customer, engagement: 'dormant' });
  world.plan('lead.contacted_by_sales', world.day(2), { customer, engagement: 'active' });
  everyone.forEach((who, index) => {
    submitLead(world, who, world.day(3 + index), { customer });
    world.plan('touchpoint.recorded', world.day(9), { partner: who.partner, customer, kind: 'co_sell' });
  });
  earn(world, customer, world.day(15), 10_000);
  const touched = world.name('customer');
  for (const who of everyone)
    world.plan('touchpoint.recorded', world.day(9), { partner: who.partner, customer: touched, kind: 'demo' });
  earn(world, touched, world.day(16), 10_000);
}

function registerAnew(world: World): void {
  const who = joinTheProgram(world, world.day(0));
  const customer = world.name('customer');
  const { data } = register(world, who, customer, world.day(1));
  const validDays = world.terms.claims.registrations?.validDays ?? 120;
  for (const days of [validDays - 1, validDays, validDays * 2, validDays * 2 + 5]) {
    world.plan('deal.reregistered', world.day(1 + days), { deal: data['deal'] });
  }
  earn(world, customer, world.day(10 + validDays), 10_000);
}
