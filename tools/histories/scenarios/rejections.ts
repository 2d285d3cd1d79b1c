import type { EventData } from '../ledger-event-json';
import { formatInstant, instant, plusDays } from '@ledger/kernel/instant';
import type { Terms } from '@ledger/program/terms';
import { negotiatesRates, usesEventType } from '@ledger/program/uses';
import { earn, earningType, register, submitLead, wonCustomer } from './claim-and-earn';
import { climbTo, joinTheProgram, usualPartnerType } from './join-the-program';
import { inEveryProgram, type Scenario } from './scenario';
import type { World } from './world';

/** One scenario for every rejection that a rule of the program gives (contract.md, section 1). */
export const REJECTIONS_BY_RULE: readonly Scenario[] = [
  {
    shows: 'invoice_conflict, refund_conflict, dispute_conflict',
    lastsDays: 30,
    possibleIn: inEveryProgram,
    play: conflictOverMoney,
  },
  { shows: 'referral_conflict, deal_conflict', lastsDays: 30, possibleIn: inEveryProgram, play: conflictOverClaims },
  { shows: 'unknown_program', lastsDays: 5, possibleIn: inEveryProgram, play: nameAnotherProgram },
  { shows: 'id_reused', lastsDays: 5, possibleIn: inEveryProgram, play: reuseAnId },
  { shows: 'time_in_future', lastsDays: 5, possibleIn: inEveryProgram, play: runAheadOfTheClock },
  { shows: 'not_in_program', lastsDays: 5, possibleIn: inEveryProgram, play: sendWhatIsNotInTheProgram },
  { shows: 'unknown_partner, not_applied', lastsDays: 5, possibleIn: inEveryProgram, play: nameStrangers },
  { shows: 'enrolment_not_allowed', lastsDays: 5, possibleIn: inEveryProgram, play: enrolWithoutBeingAllowed },
  {
    shows: 'requirements_unmet',
    lastsDays: 5,
    possibleIn: (terms) => terms.approvalRequires.length > 0,
    play: meetNothing,
  },
  { shows: 'code_taken', lastsDays: 5, possibleIn: (terms) => usesEventType(terms, 'link.created'), play: takeACode },
  {
    shows: 'tier_required, protected_limit',
    lastsDays: 10,
    possibleIn: (terms) => terms.claims.protections !== null,
    play: protectTooMuch,
  },
  {
    shows: 'registered_too_late',
    lastsDays: 30,
    possibleIn: (terms) => typeof terms.claims.registrations?.deadlineDays === 'number',
    play: registerTooLate,
  },
  {
    shows: 'evidence_required',
    lastsDays: 5,
    possibleIn: (terms) => terms.claims.registrations?.evidence === true,
    play: registerWithoutEvidence,
  },
  {
    shows: 'unknown_deal',
    lastsDays: 5,
    possibleIn: (terms) => (terms.claims.registrations?.reregistrations ?? 0) > 0,
    play: reregisterNothing,
  },
  { shows: 'rate_out_of_range', lastsDays: 5, possibleIn: narrowsRates, play: askForTooMuch },
  {
    shows: 'period_not_ended, period_already_closed',
    lastsDays: 40,
    possibleIn: inEveryProgram,
    play: closeTwiceAndTooEarly,
  },
];

/** Whether a partner's own rate can be outside of its range and still be a rate. */
function narrowsRates(terms: Terms): boolean {
  return negotiatesRates(terms) && terms.tiers.length > 0;
}

function conflictOverMoney(world: World): void {
  const who = joinTheProgram(world, world.day(0));
  const { invoice, event } = earn(world, wonCustomer(world, who, world.day(1)), world.day(2), 10_000);
  sendAgain(world, event.type, event.data, { currency: 'CHF' });
  const amount = { refund: world.name('refund'), invoice, amount: 1_000 };
  world.plan('payment.refunded', world.day(3), amount);
  sendAgain(world, 'payment.refunded', amount, { amount: 2_000 });
  const opened = { dispute: world.name('dispute'), invoice };
  world.plan('dispute.opened', world.day(3), opened);
  sendAgain(world, 'dispute.opened', opened, { invoice: 'another-invoice' });
  const closed = { ...opened, outcome: 'won' };
  world.plan('dispute.closed', world.day(4), closed);
  sendAgain(world, 'dispute.closed', closed, { outcome: 'lost' });
}

function conflictOverClaims(world: World): void {
  const who = joinTheProgram(world, world.day(0));
  const customer = world.name('customer');
  if (usesEventType(world.terms, 'referral.submitted')) {
    const { type, data } = submitLead(world, who, world.day(2), { customer });
    sendAgain(world, type, data, { customer: 'somebody-else' });
  }
  if (usesEventType(world.terms, 'deal.registered')) {
    const { type, data } = register(world, who, customer, world.day(2));
    sendAgain(world, type, data, { customer: 'somebody-else' });
  }
}

/** The same once more under another event id (ignored), then with a difference (a conflict). */
function sendAgain(world: World, type: string, data: EventData, difference: EventData): void {
  world.plan(type, world.day(5), data);
  world.plan(type, world.day(6), { ...data, ...difference });
}

function reuseAnId(world: World): void {
  const event = world.plan('contract.signed', world.day(1), { customer: world.name('customer') });
  world.history.repeat(event, world.day(2));
  world.history.reuseId(event, { customer: 'somebody-else' }, world.day(3));
}

function nameAnotherProgram(world: World): void {
  world.plan('contract.signed', world.day(1), { customer: world.name('customer') }, { program: 'no-such-program' });
}

function runAheadOfTheClock(world: World): void {
  const clock = world.day(1);
  const data = { customer: world.name('customer') };
  world.plan('contract.signed', instant(clock + 5 * 60_000), data, { arrives: clock, clock });
  world.plan('contract.signed', instant(clock + 5 * 60_000 + 1), data, { arrives: clock, clock });
}

function sendWhatIsNotInTheProgram(world: World): void {
  const who = joinTheProgram(world, world.day(0));
  const { partner } = who;
  const everywhereButHere: [string, EventData][] = [
    ['partner.tier_set', { partner, tier: 'no-such-tier' }],
    ['promotion.closed', { promotion: 'no-such-promotion' }],
    ['partner.applied', { partner: world.name('applicant'), type: 'no-such-type' }],
    ['partner.revenue_share_opted_out', { partner }],
    ['partner.violation_recorded', { partner }],
    ['partner.acknowledgement_required', { partner }],
    ['partner.activity_locked', { partner, until: '2027-01-01', by: 'staff' }],
    ['referral.submitted', { referral: world.name('lead'), partner, email: 'a@b.example' }],
    ['partner.payout_method_set', { partner, rail: 'paypal', account: 'x' }],
  ];
  const unused = everywhereButHere.filter(([type, data]) => !usesEventType(world.terms, type) || namesNoSuch(data));
  for (const [type, data] of unused) world.plan(type, world.day(1), data);
}

function namesNoSuch(data: EventData): boolean {
  return Object.values(data).some((value) => typeof value === 'string' && value.startsWith('no-such'));
}

function nameStrangers(world: World): void {
  for (const type of [
    'partner.suspended',
    'partner.terminated',
    'partner.approved',
    'partner.rejected',
    'partner.info_requested',
  ]) {
    world.plan(type, world.day(1), { partner: 'a-stranger', by: 'staff' });
  }
}

function enrolWithoutBeingAllowed(world: World): void {
  const reviewed = world.terms.partnerTypes.find(({ selfEnrolment }) => !selfEnrolment)?.name ?? 'no-such-type';
  world.plan('partner.enrolled', world.day(1), { partner: world.name('partner'), type: reviewed });
  world.plan('partner.enrolled', world.day(1), { partner: world.name('partner'), type: 'no-such-type' });
}

function meetNothing(world: World): void {
  const partner = world.name('partner');
  world.plan('partner.applied', world.day(0), { partner, type: usualPartnerType(world.terms) });
  world.plan('partner.approved', world.day(1), { partner });
  const approved = joinTheProgram(world, world.day(0));
  const highest = world.terms.tiers.at(-1)?.name;
  if (highest !== undefined) world.plan('partner.tier_set', world.day(2), { partner: approved.partner, tier: highest });
  const [requirement] = world.terms.approvalRequires;
  world.plan('partner.requirement_lapsed', world.day(3), { partner: approved.partner, requirement });
}

function takeACode(world: World): void {
  const owner = joinTheProgram(world, world.day(0));
  const other = joinTheProgram(world, world.day(0));
  world.plan('link.created', world.day(1), { partner: other.partner, code: owner.code });
  world.plan('link.created', world.day(1), { partner: owner.partner, code: owner.code, campaign: 'again' });
}

function protectTooMuch(world: World): void {
  const { tier = '', limit = 0 } = world.terms.claims.protections ?? {};
  const low = joinTheProgram(world, world.day(0));
  world.plan('account.protected', world.day(1), { partner: low.partner, customer: world.name('account') });
  const high = joinTheProgram(world, world.day(0));
  climbTo(world, high, tier, world.day(1));
  const accounts = Array.from({ length: limit + 1 }, () => world.name('account'));
  for (const customer of accounts) world.plan('account.protected', world.day(2), { partner: high.partner, customer });
  world.plan('account.protection_lost', world.day(3), { partner: high.partner, customer: accounts[0] });
  world.plan('account.protected', world.day(4), { partner: high.partner, customer: world.name('account') });
}

function registerTooLate(world: World): void {
  const who = joinTheProgram(world, world.day(0));
  const deadlineDays = world.terms.claims.registrations?.deadlineDays ?? 0;
  for (const days of [deadlineDays, deadlineDays + 0.0001]) {
    const firstContactAt = formatInstant(instant(Math.floor(plusDays(world.day(20), -days))));
    register(world, who, world.name('customer'), world.day(20), { firstContactAt });
  }
}

function registerWithoutEvidence(world: World): void {
  const who = joinTheProgram(world, world.day(0));
  register(world, who, world.name('customer'), world.day(1), { evidence: undefined });
}

function reregisterNothing(world: World): void {
  world.plan('deal.reregistered', world.day(1), { deal: 'a-deal-that-nobody-registered' });
}

function askForTooMuch(world: World): void {
  const who = joinTheProgram(world, world.day(0));
  for (const rate of ['0.9999', '0.0001', '1', '0']) {
    world.plan('partner.rate_set', world.day(1), { partner: who.partner, rate, by: 'staff' });
  }
}

function closeTwiceAndTooEarly(world: World): void {
  const now = formatInstant(world.day(35));
  const period = now.slice(0, 7);
  world.plan('period.closed', world.day(35), { period, by: 'finance' });
  world.plan('period.closed', world.day(35, 1), { period: '2025-12', by: 'finance' });
  world.plan('period.closed', world.day(35, 2), { period: '2025-12', by: 'finance' });
  const lines = [{ line: 'l1', kind: 'subscription', amount: 5 }];
  world.plan(earningType(world.terms), world.day(0), {
    invoice: world.name('invoice'),
    customer: 'nobody’s',
    currency: 'USD',
    lines,
  });
}
