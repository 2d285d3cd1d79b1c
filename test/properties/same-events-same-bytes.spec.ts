import fc from 'fast-check';
import { Random } from '@tools/histories/random';
import { readLedgerOutput, type ProgramOutput } from '../cases/ledger-output';
import { anyHistory, type AnyHistory } from './anything';
import { PROPERTY_TIMEOUT_MS, propertyRuns } from './property-runs';
import { replayOf } from './replay-in-process';

it(
  'the same events give the same bytes',
  () =>
    fc.assert(
      fc.asyncProperty(anyHistory(400), async ({ events }) => {
        const once = await replayOf(events);
        expect(await replayOf(structuredClone(events))).toBe(once);
      }),
      propertyRuns(15),
    ),
  PROPERTY_TIMEOUT_MS,
);

/** Both histories in one file: each keeps its order. */
function interleaved(one: AnyHistory, other: AnyHistory, seed: number): unknown[] {
  const random = new Random(seed);
  const [left, right] = [[...one.events], [...other.events]];
  const mixed: unknown[] = [];
  while (left.length + right.length > 0) {
    const next = random.integer(1, left.length + right.length) <= left.length ? left.shift() : right.shift();
    mixed.push(next);
  }
  return mixed;
}

async function programIn(events: readonly unknown[], { program }: AnyHistory): Promise<ProgramOutput | undefined> {
  return readLedgerOutput(await replayOf(events)).programs.find((each) => each.program === program.name);
}

it(
  'programs do not hear of each other: in one file or in two, each has the same ledger',
  () =>
    fc.assert(
      fc.asyncProperty(anyHistory(300), anyHistory(300), fc.nat(), async (one, other, seed) => {
        fc.pre(one.program.name !== other.program.name);
        const mixed = interleaved(one, other, seed);
        for (const history of [one, other]) {
          expect(await programIn(mixed, history)).toEqual(await programIn(history.events, history));
        }
      }),
      propertyRuns(15),
    ),
  PROPERTY_TIMEOUT_MS,
);
