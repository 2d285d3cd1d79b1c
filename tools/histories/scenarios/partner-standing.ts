import type { Terms } from '@ledger/program/terms';
import { usesEventType } from '@ledger/program/uses';
import { activate, claim, earn, wonCustomer } from './claim-and-earn';
import { beApproved, certify, climbTo, joinTheProgram, usualPartnerType } from './join-the-program';
import { inEveryProgram, type Scenario } from './scenario';
import type { World } from './world';

/** What happens to partners: reviews, suspensions, violations, certificates, tiers, promotion, activity. */
export const PARTNER_STANDING: readonly Scenario[] = [
  {
    shows: 'a review with a question, a rejection and a second try',
    lastsDays: 60,
    possibleIn: appliesFirst,
    play: beReviewed,
  },
  {
    shows: 'suspended, reinstated, terminated, reinstated',
    lastsDays: 150,
    possibleIn: inEveryProgram,
    play: fallAndRise,
  },
  {
    shows: 'the ladder of violations',
    lastsDays: 120,
    possibleIn: (terms) => terms.violations !== null,
    play: violate,
  },
  {
    shows: 'certificates that lapse',
    lastsDays: 200,
    possibleIn: (terms) => terms.certification !== null,
    play: loseCertificates,
  },
  { shows: 'up and down the tiers', lastsDays: 150, possibleIn: (terms) => terms.tiers.length > 1, play: changeTiers },
  {
    shows: 'more partners than slots',
    lastsDays: 60,
    possibleIn: (terms) => terms.promotion !== null,
    play: raceForSlots,
  },
  {
    shows: 'the fiftieth customer, and an active-until',
    lastsDays: 120,
    possibleIn: (terms) => terms.activity !== null,
    play: beLocked,
  },
];

function appliesFirst(terms: Terms): boolean {
  return terms.partnerTypes.some(({ application }) => application);
}

function beReviewed(world: World): void {
  const who = joinTheProgram(world, world.day(0), {
    approved: false,
    payable: false,
    type: usualPartnerType(world.terms),
  });
  const again = { partner: who.partner, type: who.type, name: 'With all answers' };
  world.plan('partner.info_requested', world.day(1), { partner: who.partner, by: 'staff', reason: 'which regions?' });
  world.plan('partner.applied', world.day(2), again);
  world.plan('partner.rejected', world.day(3), { partner: who.partner, by: 'staff', reason: 'not yet' });
  const customer = world.name('customer');
  claim(world, who, customer, world.day(4));
  world.plan('partner.applied', world.day(20), again);
  beApproved(world, who, world.day(21));
  claim(world, who, customer, world.day(22));
  earn(world, customer, world.day(30), 10_000);
  world.plan('partner.rejected', world.day(40), { partner: who.partner, by: 'staff' });
  earn(world, customer, world.day(50), 10_000);
}

function fallAndRise(world: World): void {
  const who = joinTheProgram(world, world.day(0));
  const customer = wonCustomer(world, who, world.day(1));
  const changes = ['suspended', 'reinstated', 'terminated', 'reinstated', 'suspended', 'terminated'] as const;
  changes.forEach((change, index) => {
    world.plan(`partner.${change}`, world.day(10 + index * 20), {
      partner: who.partner,
      by: 'staff',
      reason: change,
    });
    earn(world, customer, world.day(12 + index * 20), 10_000 + index);
    claim(world, who, world.name('customer'), world.day(14 + index * 20));
  });
}

function violate(world: World): void {
  const who = joinTheProgram(world, world.day(0));
  const customer = wonCustomer(world, who, world.day(1));
  const ladder = world.terms.violations;
  for (let violation = 1; violation <= (ladder?.terminateAt ?? 3); violation += 1) {
    world.plan('partner.violation_recorded', world.day(violation * 20), { partner: who.partner, by: 'staff' });
    earn(world, customer, world.day(violation * 20 + 2), 10_000);
    if (violation === ladder?.holdAt) {
      world.plan('partner.violation_hold_lifted', world.day(violation * 20 + 10), {
        partner: who.partner,
        by: 'staff',
      });
    }
  }
}

function loseCertificates(world: World): void {
  const requirement = world.terms.certification;
  const who = joinTheProgram(world, world.day(0));
  certify(world, who, world.day(1), 'ben');
  const customer = wonCustomer(world, who, world.day(2));
  for (let month = 0; month < 5; month += 1) earn(world, customer, world.day(5 + month * 35), 30_000 + month);
  world.plan('partner.requirement_lapsed', world.day(30), { partner: who.partner, requirement, person: 'ann' });
  world.plan('partner.requirement_lapsed', world.day(60), { partner: who.partner, requirement });
  certify(world, who, world.day(160), 'ann');
}

function changeTiers(world: World): void {
  const who = joinTheProgram(world, world.day(0));
  const customer = wonCustomer(world, who, world.day(1));
  const names = world.terms.tiers.map(({ name }) => name);
  [...names.slice(1), ...names.slice(0, 1)].forEach((tier, index) => {
    climbTo(world, who, tier, world.day(10 + index * 40));
    earn(world, customer, world.day(15 + index * 40), 20_000, { interval: 'year' });
  });
}

function raceForSlots(world: World): void {
  const slots = world.terms.promotion?.slots ?? 0;
  for (let which = 0; which < slots + 2; which += 1) {
    const who = joinTheProgram(world, world.day(1));
    earn(world, wonCustomer(world, who, world.day(2)), world.day(3), 12_340);
  }
  world.plan('promotion.closed', world.day(30), { promotion: world.terms.promotion?.name });
}

function beLocked(world: World): void {
  const who = joinTheProgram(world, world.day(0));
  const needed = world.terms.activity?.lockAtCustomers ?? 0;
  for (let which = 0; which < needed; which += 1) wonCustomer(world, who, world.day(1 + which / 2));
  const last = world.name('customer');
  activate(world, last, world.day(40));
  world.plan('customer.activation_voided', world.day(41), { customer: last, reason: 'nobody’s' });
  const other = joinTheProgram(world, world.day(0));
  if (usesEventType(world.terms, 'partner.activity_locked')) {
    world.plan('partner.activity_locked', world.day(50), {
      partner: other.partner,
      until: '2028-02-29',
      by: 'staff',
    });
  }
}
