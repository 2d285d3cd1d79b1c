import fc from 'fast-check';
import type { LedgerEventJson } from '@tools/histories/ledger-event-json';
import { readEnvelope } from '@ledger/contracts/read-envelope';
import { formatInstant, parseInstant, plusDays, type Instant } from '@ledger/kernel/instant';
import { readLedgerOutput } from '../cases/ledger-output';
import { anyHistory } from './anything';
import { presetNamed } from './presets';
import { PROPERTY_TIMEOUT_MS, propertyRuns } from './property-runs';
import { replayOf } from './replay-in-process';
import { acceptedFacts } from './run-stages';

const START = parseInstant('2026-01-01T00:00:00Z') as Instant;

/** The events up to a time, as somebody cuts them out of the file. */
function upTo(events: readonly LedgerEventJson[], until: Instant): LedgerEventJson[] {
  return events.filter((event) => {
    const envelope = readEnvelope(event);
    return !envelope.ok || (envelope.time <= until && (envelope.clock ?? until) <= until);
  });
}

it(
  'a replay --as-of a time equals the replay of what came until then, with the clock moved on to it',
  () =>
    fc.assert(
      fc.asyncProperty(
        anyHistory(300),
        fc.integer({ min: 1, max: 700 }),
        fc.nat(86_399),
        async (history, days, second) => {
          const { program, events } = history;
          const until = (plusDays(START, days) + second * 1000) as Instant;
          const cut = upTo(events, until);
          fc.pre(acceptedFacts(presetNamed(program.name), cut).length > 0);
          const time = formatInstant(until);
          const end = {
            specversion: '1.0',
            id: 'end',
            source: '/end',
            type: 'clock.advanced',
            time,
            program: program.name,
            data: {},
          };
          const [asOf, ofCut] = [await replayOf(events, until), await replayOf([...cut, end])].map(readLedgerOutput);
          expect(asOf?.asOf).toBe(time);
          const inProgram = (output: typeof asOf) => output?.programs.find((each) => each.program === program.name);
          expect(inProgram(asOf)).toEqual(inProgram(ofCut));
        },
      ),
      propertyRuns(30),
    ),
  PROPERTY_TIMEOUT_MS,
);
