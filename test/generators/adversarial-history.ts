import type { LedgerEventJson } from '@tools/samples/ledger-event-json';
import { at, monthsLater } from '@tools/samples/sample-time';
import { instant, plusDays, type Instant } from '@ledger/kernel/instant';
import type { Terms } from '@ledger/program/terms';
import type { Scenario } from './scenario';
import { BALANCES } from './scenarios/balances';
import { CHAOS } from './scenarios/chaos';
import { CLAIMS_THAT_LOSE } from './scenarios/claims-that-lose';
import { DEALS_AND_INFLUENCE } from './scenarios/deals-and-influence';
import { LINE_REASONS } from './scenarios/line-reasons';
import { MISTAKES_IN_FORM } from './scenarios/mistakes-in-form';
import { MONEY_GOES_BACK } from './scenarios/money-goes-back';
import { ORDINARY_BUSINESS } from './scenarios/ordinary-business';
import { PARTNER_DETAILS } from './scenarios/partner-details';
import { PARTNER_STANDING } from './scenarios/partner-standing';
import { PAYOUT_ANSWERS } from './scenarios/payout-answers';
import { PAYOUT_APPROVALS } from './scenarios/payout-approvals';
import { REJECTIONS_BY_RULE } from './scenarios/rejections';
import { SECOND_THOUGHTS } from './scenarios/second-thoughts';
import { UNPAID_REASONS } from './scenarios/unpaid-reasons';
import { StressWorld } from './stress-world';

const START = at('2026-01-05', '09:00');
/** In the middle of a quarter, a month and a day, so that everything that waits for a run still waits. */
const END = at('2027-08-16', '13:00');

const ALL_SCENARIOS: readonly Scenario[] = [
  ...ORDINARY_BUSINESS,
  ...MONEY_GOES_BACK,
  ...SECOND_THOUGHTS,
  ...BALANCES,
  ...CLAIMS_THAT_LOSE,
  ...LINE_REASONS,
  ...UNPAID_REASONS,
  ...PARTNER_STANDING,
  ...PARTNER_DETAILS,
  ...PAYOUT_ANSWERS,
  ...PAYOUT_APPROVALS,
  ...DEALS_AND_INFLUENCE,
  ...REJECTIONS_BY_RULE,
  ...MISTAKES_IN_FORM,
  CHAOS,
];

/** What the scenarios that a program with these terms can play are there to show. */
export function whatAdversarialHistoriesShow(terms: Terms): string[] {
  return scenariosFor(terms).map(({ shows }) => shows);
}

/**
 * A history that goes through every scenario that the terms allow, in a seeded order, and then through them
 * again, disturbed, until it has the number of events asked for. With less room than all scenarios need, it
 * is as many of them as fit.
 */
export function adversarialHistory(terms: Terms, seed: number, events: number): LedgerEventJson[] {
  const world = new StressWorld(terms, seed, START, END);
  keepTheBooks(world, events);
  playUndisturbed(world, events);
  while (world.history.size < events) playDisturbed(world, events);
  world.history.keepFirst(events);
  return world.history.inOrderOfArrival();
}

/** How many events a history needs so that every scenario is in it. */
export function eventsOfAllScenarios(terms: Terms, seed: number): number {
  const world = new StressWorld(terms, seed, START, END);
  keepTheBooks(world, Number.MAX_SAFE_INTEGER);
  playUndisturbed(world, Number.MAX_SAFE_INTEGER);
  return world.history.size;
}

function playUndisturbed(world: StressWorld, most: number): void {
  for (const scenario of world.random.shuffled(scenariosFor(world.terms))) play(world, scenario, false, most);
}

function playDisturbed(world: StressWorld, most: number): void {
  const scenarios = [...scenariosFor(world.terms), CHAOS, CHAOS, CHAOS];
  for (const scenario of world.random.shuffled(scenarios)) play(world, scenario, true, most);
}

function play(world: StressWorld, scenario: Scenario, disturbed: boolean, most: number): void {
  if (world.history.size >= most) return;
  world.begin(disturbed ? startOf(world, scenario) : (scenario.startsOn ?? startOf(world, scenario)), disturbed);
  scenario.play(world);
}

function scenariosFor(terms: Terms): Scenario[] {
  return ALL_SCENARIOS.filter(({ possibleIn }) => possibleIn(terms));
}

/** Scenarios about what is open at the end start late enough to end with it; the others at any time. */
function startOf(world: StressWorld, scenario: Scenario): Instant {
  const latest = plusDays(world.end, -scenario.lastsDays);
  if (scenario.endsWithTheWorld === true) return latest;
  const days = Math.floor((latest - world.start) / 86_400_000);
  const hours = world.random.pick([0, 0, 0, world.random.integer(0, 23)]);
  return instant(plusDays(world.start, world.random.integer(0, days)) + hours * 3_600_000);
}

/** Months are closed, some at once, some long after; and the clock reaches the end of the world. */
function keepTheBooks(world: StressWorld, events: number): void {
  const months = Math.min(14, Math.floor(events / 25));
  world.begin(world.start, false);
  world.plan('clock.advanced', world.end, {});
  for (let month = 0; month < months; month += 1) {
    const period = monthsLater('2026-01-01', month).slice(0, 7);
    const closedOn = plusDays(at(monthsLater('2026-01-01', month + 1)), world.random.pick([0, 3, 10, 45]));
    world.plan('period.closed', closedOn, { period, by: 'finance' });
  }
}
