import { monthsLater, dateOf } from '../times';
import { activate, earn, earningType, emailOf, paidKinds, wonCustomer } from './claim-and-earn';
import { joinTheProgram, selfServeTypes } from './join-the-program';
import { inEveryProgram, type Scenario } from './scenario';
import type { World } from './world';

const CURRENCIES = ['USD', 'EUR', 'JPY', 'KWD'];

/** Nothing special: what every program sees every day. */
export const ORDINARY_BUSINESS: readonly Scenario[] = [
  {
    shows: 'a partner with customers that pay every month',
    lastsDays: 200,
    possibleIn: inEveryProgram,
    play: payEveryMonth,
  },
  { shows: 'every kind of line, in every currency', lastsDays: 60, possibleIn: inEveryProgram, play: billEveryKind },
  {
    shows: 'a year in advance, cut by a duration',
    lastsDays: 420,
    possibleIn: inEveryProgram,
    play: billYearsInAdvance,
  },
  {
    shows: 'the other invoice event and the free trial',
    lastsDays: 40,
    possibleIn: inEveryProgram,
    play: sendWhatDoesNotEarn,
  },
  {
    shows: 'papers of every kind, and customers of nobody',
    lastsDays: 40,
    possibleIn: inEveryProgram,
    play: bringPapers,
  },
  {
    shows: 'an activation that is voided, and a second one',
    lastsDays: 90,
    possibleIn: inEveryProgram,
    play: voidAnActivation,
  },
  {
    shows: 'a partner that enrolled itself',
    lastsDays: 100,
    possibleIn: (terms) => selfServeTypes(terms).length > 0,
    play: serveItself,
  },
];

function payEveryMonth(world: World): void {
  const who = joinTheProgram(world, world.day(0));
  for (let which = 0; which < 2; which += 1) {
    const customer = wonCustomer(world, who, world.day(2 + which));
    for (let month = 0; month < 6; month += 1) {
      earn(world, customer, world.day(3 + which + month * 30), world.random.integer(1, 99_999));
    }
  }
}

function billEveryKind(world: World): void {
  const who = joinTheProgram(world, world.day(0));
  const customer = wonCustomer(world, who, world.day(1));
  const furtherLines = [...paidKinds(world.terms), 'services', 'tax', 'other'].map((kind) => ({
    kind,
    amount: world.random.integer(0, 20_000),
  }));
  CURRENCIES.forEach((currency, index) => {
    earn(world, customer, world.day(5 + index * 10), world.random.integer(1, 5_000), { currency, furtherLines });
  });
}

function billYearsInAdvance(world: World): void {
  const who = joinTheProgram(world, world.day(0));
  const customer = wonCustomer(world, who, world.day(1));
  const periodStart = dateOf(world.day(10));
  const periodMonths = { periodStart, periodEnd: monthsLater(periodStart, 24) };
  earn(world, customer, world.day(2), 365_000, { periodMonths, interval: 'year' });
  earn(world, customer, world.day(400), 9_999, { interval: 'month' });
}

function sendWhatDoesNotEarn(world: World): void {
  const who = joinTheProgram(world, world.day(0));
  const customer = wonCustomer(world, who, world.day(1));
  const lines = [
    { line: 'l1', kind: paidKinds(world.terms)[0], amount: 0 },
    { line: 'l2', kind: 'tax', amount: 7 },
  ];
  world.plan(earningType(world.terms), world.day(2), {
    invoice: world.name('trial'),
    customer,
    currency: 'USD',
    lines,
  });
  const other = earningType(world.terms) === 'invoice.paid' ? 'invoice.issued' : 'invoice.paid';
  const { event } = earn(world, customer, world.day(20), 12_345);
  world.plan(other, world.day(19), event.data);
}

function serveItself(world: World): void {
  for (const type of selfServeTypes(world.terms)) {
    const who = joinTheProgram(world, world.day(0), { type });
    const customer = wonCustomer(world, who, world.day(3));
    earn(world, customer, world.day(10), 99_900);
    earn(world, customer, world.day(90), 100);
  }
}

function bringPapers(world: World): void {
  const { partner } = joinTheProgram(world, world.day(0), { payable: false });
  ['W-8BEN', 'W-8BEN-E', 'W-9'].forEach((form, index) => {
    world.plan('partner.tax_form_recorded', world.day(index), {
      partner,
      form,
      signedOn: dateOf(world.day(index - 400)),
    });
  });
  const customer = world.name('customer');
  world.plan('customer.signed_up', world.day(3), { customer, name: 'Nobody’s customer', email: emailOf(customer) });
  activate(world, customer, world.day(4));
  earn(world, customer, world.day(5), 10_000);
}

function voidAnActivation(world: World): void {
  const who = joinTheProgram(world, world.day(0));
  const customer = wonCustomer(world, who, world.day(1));
  earn(world, customer, world.day(5), 40_000);
  world.plan('customer.activation_voided', world.day(50), { customer, reason: 'was a test' });
  activate(world, customer, world.day(80));
}
