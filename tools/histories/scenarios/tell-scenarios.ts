import { instant, plusDays, type Instant } from '@ledger/kernel/instant';
import type { Terms } from '@ledger/program/terms';
import type { Scenarios } from '../knobs';
import type { LedgerEventJson } from '../ledger-event-json';
import type { Telling } from '../telling';
import { at, dateOf, monthsLater } from '../times';
import type { Scenario } from './scenario';
import { World } from './world';

/** About so many events are told of a program in a month whose books are closed. */
const EVENTS_OF_A_CLOSED_MONTH = 25;

/**
 * Every scenario that the terms allow, in an order of the seed's choice, and then those that are told again, disturbed,
 * until there are as many events as asked for. With less room than all scenarios need, it is as many of them as fit.
 */
export function tellScenarios(telling: Telling, acting: Scenarios): LedgerEventJson[] {
  const { events, terms } = telling;
  const world = new World(telling);
  if (acting.closedMonths > 0)
    keepTheBooks(world, Math.min(acting.closedMonths, Math.floor(events / EVENTS_OF_A_CLOSED_MONTH)));
  for (const scenario of world.random.shuffled(possibleIn(terms, acting.scenarios))) {
    if (world.history.size >= events) break;
    world.begin(scenario.startsOn ?? startOf(world, scenario), false);
    scenario.play(world);
  }
  const again = Number.isFinite(events) ? possibleIn(terms, acting.again) : [];
  while (again.length > 0 && world.history.size < events) {
    for (const scenario of world.random.shuffled(again)) {
      if (world.history.size >= events) break;
      world.begin(startOf(world, scenario), true);
      scenario.play(world);
    }
  }
  world.history.keepFirst(events);
  return world.history.inOrderOfArrival();
}

/** The scenarios that a program with these terms can play. */
export function possibleIn(terms: Terms, scenarios: readonly Scenario[]): Scenario[] {
  return scenarios.filter((scenario) => scenario.possibleIn(terms));
}

/** Scenarios about what is open at the end start late enough to end with it; the others at any time. */
function startOf(world: World, scenario: Scenario): Instant {
  const latest = plusDays(world.end, -scenario.lastsDays);
  if (scenario.endsWithTheWorld === true) return latest;
  const days = Math.floor((latest - world.start) / 86_400_000);
  const hours = world.random.pick([0, 0, 0, world.random.integer(0, 23)]);
  return instant(plusDays(world.start, world.random.integer(0, days)) + hours * 3_600_000);
}

/** Months are closed, some at once, some long after; and the clock reaches the end of the world. */
function keepTheBooks(world: World, months: number): void {
  world.begin(world.start, false);
  world.plan('clock.advanced', world.end, {});
  const first = `${dateOf(world.start).slice(0, 7)}-01`;
  for (let month = 0; month < months; month += 1) {
    const period = monthsLater(first, month).slice(0, 7);
    const closedOn = plusDays(at(monthsLater(first, month + 1)), world.random.pick([0, 3, 10, 45]));
    world.plan('period.closed', closedOn, { period, by: 'finance' });
  }
}
