import type { Terms } from '@ledger/program/terms';
import { negotiatesRates, usesEventType } from '@ledger/program/uses';
import { activate, claim, earn, refund, wonCustomer } from './claim-and-earn';
import { climbTo, joinTheProgram, selfServeTypes } from './join-the-program';
import { inEveryProgram, type Scenario } from './scenario';
import type { World } from './world';

/** The line reasons that refunds, disputes and voids do not give. */
export const LINE_REASONS: readonly Scenario[] = [
  {
    shows: 'bonus: won, and taken back',
    lastsDays: 95,
    possibleIn: (terms) => terms.bonus !== null,
    play: winABonusAndLoseIt,
  },
  { shows: 'clawback', lastsDays: 70, possibleIn: (terms) => terms.clawbacks.length > 0, play: churnSoon },
  { shows: 'true_up', lastsDays: 130, possibleIn: (terms) => terms.trueUpTiers.length > 0, play: refundInTheQuarter },
  { shows: 'reattribution: an override', lastsDays: 60, possibleIn: inEveryProgram, play: overrideAfterEarning },
  { shows: 'reattribution: a claim that comes late', lastsDays: 60, possibleIn: inEveryProgram, play: claimLate },
  { shows: 'rate_change: a rate that comes late', lastsDays: 60, possibleIn: negotiatesRates, play: setARateLate },
  { shows: 'rate_change: a tier that comes late', lastsDays: 60, possibleIn: hasTiers, play: setATierLate },
  { shows: 'rate_change: another type, late', lastsDays: 60, possibleIn: mixesTypes, play: changeTheTypeLate },
  {
    shows: 'correction: a termination that comes late',
    lastsDays: 60,
    possibleIn: inEveryProgram,
    play: terminateLate,
  },
  {
    shows: 'correction: an opt-out that comes late',
    lastsDays: 60,
    possibleIn: (terms) => terms.optOut,
    play: optOutLate,
  },
  {
    shows: 'correction: an engagement that ended earlier',
    lastsDays: 60,
    possibleIn: (terms) => terms.engagement,
    play: endTheEngagementLate,
  },
  { shows: 'accrual after churn and return', lastsDays: 90, possibleIn: inEveryProgram, play: churnAndReturn },
];

function hasTiers(terms: Terms): boolean {
  return terms.tiers.length > 1 && usesEventType(terms, 'partner.tier_set');
}

function mixesTypes(terms: Terms): boolean {
  return selfServeTypes(terms).length > 0 && terms.partnerTypes.some(({ application }) => application);
}

function winABonusAndLoseIt(world: World): void {
  const who = joinTheProgram(world, world.day(0));
  const wins = world.terms.bonus?.wins ?? 3;
  for (let win = 0; win < wins; win += 1) {
    const customer = world.name('customer');
    claim(world, who, customer, world.day(0.1 + win / 10));
    earn(world, customer, world.day(1), 100_005);
    activate(world, customer, world.day(2 + win));
    if (win === 0) world.plan('customer.activation_voided', world.day(20), { customer, reason: 'a test account' });
  }
}

function churnSoon(world: World): void {
  for (const { tier, windowDays } of world.terms.clawbacks) {
    for (const churnsAfterDays of [Math.floor(windowDays / 2), windowDays]) {
      const who = joinTheProgram(world, world.day(0));
      if (tier !== null && tier !== world.terms.tiers[0]?.name) climbTo(world, who, tier, world.day(0, 1));
      const customer = wonCustomer(world, who, world.day(1));
      const { invoice } = earn(world, customer, world.day(2), 10_000);
      refund(world, invoice, world.day(5), 1_000);
      world.plan('customer.churned', world.day(2 + churnsAfterDays), { customer, reason: 'left soon' });
    }
  }
}

function refundInTheQuarter(world: World): void {
  for (const tier of world.terms.trueUpTiers) {
    const who = joinTheProgram(world, world.day(0));
    climbTo(world, who, tier, world.day(0, 1));
    const customer = wonCustomer(world, who, world.day(1));
    for (let which = 0; which < 3; which += 1) {
      const { invoice } = earn(world, customer, world.day(2 + which * 30), 10_000);
      refund(world, invoice, world.day(4 + which * 30), 2_500);
      refund(world, invoice, world.day(110), 500);
    }
  }
}

function overrideAfterEarning(world: World): void {
  const first = joinTheProgram(world, world.day(0));
  const second = joinTheProgram(world, world.day(0));
  const third = joinTheProgram(world, world.day(0));
  const customer = wonCustomer(world, first, world.day(1));
  for (const [index, amount] of [100, 10_045, 999].entries()) earn(world, customer, world.day(2 + index), amount);
  const equally = [first, second, third].map(({ partner }) => ({ partner, role: 'sourced' }));
  world.plan('attribution.overridden', world.day(30), {
    customer,
    credits: equally,
    by: 'staff',
    evidence: 'all three',
  });
  const weighted = [
    { partner: third.partner, role: 'sourced', weight: 5 },
    { partner: first.partner, role: 'sourced', weight: 3 },
  ];
  const influenced = world.terms.influence === null ? [] : [{ partner: second.partner, role: 'influenced' }];
  const credits = [...weighted, ...influenced];
  world.plan('attribution.overridden', world.day(40), {
    customer,
    credits,
    by: 'staff',
    evidence: 'on second thoughts',
  });
  world.plan('attribution.overridden', world.day(50), { customer, credits: [], by: 'staff', evidence: 'nobody' });
}

function claimLate(world: World): void {
  const first = joinTheProgram(world, world.day(0));
  const second = joinTheProgram(world, world.day(0));
  const customer = wonCustomer(world, second, world.day(5));
  earn(world, customer, world.day(10), 30_000);
  claim(world, first, customer, world.day(4), { arrives: world.day(45) });
}

function setARateLate(world: World): void {
  const who = joinTheProgram(world, world.day(0));
  const customer = wonCustomer(world, who, world.day(1));
  earn(world, customer, world.day(10), 30_000, { interval: 'month' });
  const data = { partner: who.partner, rate: negotiableRate(world.terms), by: 'staff', reason: 'agreed in spring' };
  world.plan('partner.rate_set', world.day(5), data, { arrives: world.day(40) });
}

/** A rate that a partner of the lowest tier may have: the upper end of its range. */
function negotiableRate(terms: Terms): string {
  const lowest = terms.tiers[0]?.name ?? null;
  const range = terms.earnings.find(
    ({ tier, negotiable }) => negotiable !== null && (tier === null || tier === lowest),
  )?.negotiable;
  return range === undefined || range === null || terms.promotion !== null ? '0.35' : '0.15';
}

function setATierLate(world: World): void {
  const who = joinTheProgram(world, world.day(0));
  const next = world.terms.tiers[1]?.name ?? '';
  const last = world.terms.tiers.at(-1)?.name ?? '';
  climbTo(world, who, next, world.day(1));
  const customer = wonCustomer(world, who, world.day(2));
  earn(world, customer, world.day(10), 30_000);
  const lowest = world.terms.tiers[0]?.name;
  world.plan('partner.tier_set', world.day(8), { partner: who.partner, tier: lowest }, { arrives: world.day(40) });
  climbTo(world, who, last, world.day(45));
  earn(world, customer, world.day(50), 30_000);
}

function changeTheTypeLate(world: World): void {
  const [selfServe] = selfServeTypes(world.terms);
  const reviewed = world.terms.partnerTypes.find(({ application, name }) => application && name !== selfServe);
  if (selfServe === undefined || reviewed === undefined) return;
  const who = joinTheProgram(world, world.day(0), { type: selfServe });
  const customer = wonCustomer(world, who, world.day(2));
  earn(world, customer, world.day(10), 30_000);
  world.plan(
    'partner.applied',
    world.day(5),
    { partner: who.partner, type: reviewed.name },
    { arrives: world.day(30) },
  );
  world.plan('partner.approved', world.day(6), { partner: who.partner, by: 'staff' }, { arrives: world.day(31) });
  earn(world, customer, world.day(40), 30_000);
}

function terminateLate(world: World): void {
  const who = joinTheProgram(world, world.day(0));
  const customer = wonCustomer(world, who, world.day(1));
  earn(world, customer, world.day(10), 30_000);
  world.plan('partner.terminated', world.day(8), { partner: who.partner, by: 'staff' }, { arrives: world.day(40) });
}

function optOutLate(world: World): void {
  const who = joinTheProgram(world, world.day(0));
  const customer = wonCustomer(world, who, world.day(1));
  earn(world, customer, world.day(10), 30_000);
  world.plan('partner.revenue_share_opted_out', world.day(9), { partner: who.partner }, { arrives: world.day(40) });
  world.plan('partner.revenue_share_opted_in', world.day(45), { partner: who.partner });
  earn(world, customer, world.day(50), 30_000);
}

function endTheEngagementLate(world: World): void {
  const who = joinTheProgram(world, world.day(0));
  const customer = wonCustomer(world, who, world.day(1));
  earn(world, customer, world.day(10), 30_000);
  world.plan('partner.engagement_ended', world.day(9), { partner: who.partner, customer }, { arrives: world.day(40) });
  world.plan('partner.engagement_resumed', world.day(45), { partner: who.partner, customer });
  earn(world, customer, world.day(50), 30_000);
}

function churnAndReturn(world: World): void {
  const who = joinTheProgram(world, world.day(0));
  const customer = wonCustomer(world, who, world.day(1));
  earn(world, customer, world.day(10), 30_000);
  world.plan('customer.churned', world.day(20), { customer });
  earn(world, customer, world.day(30), 30_000);
  activate(world, customer, world.day(40));
  earn(world, customer, world.day(50), 30_000);
}
