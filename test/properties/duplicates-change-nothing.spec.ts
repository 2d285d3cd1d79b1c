import fc from 'fast-check';
import { Random } from '@tools/histories/random';
import type { LedgerEventJson } from '@tools/histories/ledger-event-json';
import { anyHistory } from './anything';
import { PROPERTY_TIMEOUT_MS, propertyRuns } from './property-runs';
import { replayOf, RunningReplay } from './replay-in-process';

/** Those that took their id: what is sent again of a rejected one is judged anew. */
function taken(events: readonly LedgerEventJson[]): Set<LedgerEventJson> {
  const found = new Set<LedgerEventJson>();
  let offered: LedgerEventJson | null = null;
  const replay = new RunningReplay(null, {
    arrived: ({ verdict }) => {
      if (offered !== null && verdict.type !== 'rejected') found.add(offered);
    },
  });
  for (offered of events) replay.offer(offered);
  return found;
}

/** The history with events sent again, some at once, some long after. */
function withRepetitions(events: readonly LedgerEventJson[], seed: number): LedgerEventJson[] {
  const random = new Random(seed);
  const again = taken(events);
  const sent: LedgerEventJson[] = [];
  return events.flatMap((event) => {
    if (again.has(event)) sent.push(event);
    const more = sent.length === 0 ? [] : [random.pick(sent), sent.at(-1) as LedgerEventJson];
    return [event, ...more.filter(() => random.chance(0.4))];
  });
}

const withoutCount = (report: string) => report.replace(/"ignored": \d+/g, '"ignored": …');

it(
  'what comes again changes nothing but the count of what was ignored',
  () =>
    fc.assert(
      fc.asyncProperty(anyHistory(300), fc.nat(), async ({ events }, seed) => {
        const repeated = withRepetitions(events, seed);
        expect(repeated.length).toBeGreaterThan(events.length);
        expect(withoutCount(await replayOf(repeated))).toBe(withoutCount(await replayOf(events)));
      }),
      propertyRuns(25),
    ),
  PROPERTY_TIMEOUT_MS,
);
