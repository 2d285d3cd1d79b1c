import fc from 'fast-check';
import type { EventType } from '@ledger/contracts/event-types';
import type { LedgerEvent } from '@ledger/contracts/events';
import type { ProgramTerms } from '@ledger/program/program-terms';
import { parseInstant, type Instant } from '@ledger/kernel/instant';
import { tablesOf } from '../cases/ledger-tables';
import { reprOf } from '../cases/python-text';
import { anyHistory } from './anything';
import { PROPERTY_TIMEOUT_MS, propertyRuns } from './property-runs';
import { acceptedFacts, ledgerOf } from './run-stages';
import { backwards, inAnotherOrder } from './shuffle-arrivals';

/** Nets, and what the facts say whatever their order; not payouts, runs and posting months, which go by arrival. */
const CONVERGING = new Set(['net', 'credits', 'settled', 'lost', 'partners']);
/** Of payouts that were made: they name one, or are of the balance that they find, and both go by arrival. */
const OF_PAYOUTS: ReadonlySet<EventType> = new Set<EventType>([
  ...(['payout.approved', 'payout.declined', 'payout.settled', 'payout.failed', 'payout.returned'] as const),
  ...(['balance.written_off', 'balance.forfeited'] as const),
]);
/** After all windows, quarters and durations. */
const END = parseInstant('2029-01-01T00:00:00Z') as Instant;

/** Every row that arrival must not change, once the clock is past everything. */
async function rowsOf(program: ProgramTerms, facts: readonly LedgerEvent[]): Promise<Record<string, string>> {
  const end = {
    id: 'end',
    source: '/end',
    time: END,
    program: program.name,
    type: 'clock.advanced',
    data: {},
  } as const;
  const tables = tablesOf(await ledgerOf(program, [...facts, end]), true).filter(({ name }) => CONVERGING.has(name));
  return Object.fromEntries(
    tables.flatMap(({ name, rows }) => [...rows].map(([key, { value }]) => [`${name} ${key}`, reprOf(value)] as const)),
  );
}

it(
  'the same accepted facts end with the same net per invoice line and partner, in any order of arrival',
  () =>
    fc.assert(
      fc.asyncProperty(anyHistory(260), fc.nat(), async ({ program, events }, order) => {
        const facts = acceptedFacts(program, events).filter(({ type }) => !OF_PAYOUTS.has(type));
        const rows = await rowsOf(program, facts);
        expect(await rowsOf(program, inAnotherOrder(facts, order))).toEqual(rows);
        expect(await rowsOf(program, backwards(facts))).toEqual(rows);
      }),
      propertyRuns(30),
    ),
  PROPERTY_TIMEOUT_MS,
);

it('would be noticed: what goes by arrival does not converge', async () => {
  const { program, events } = fc.sample(
    anyHistory(260).filter(({ program: { name: program } }) => program === 'reseller'),
    {
      ...propertyRuns(1),
    },
  )[0]!;
  const facts = acceptedFacts(program, events);
  expect(await rowsOf(program, facts.toReversed())).not.toEqual(await rowsOf(program, facts));
});
