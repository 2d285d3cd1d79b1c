import { MemoryLog } from '@ledger/event-store/memory/memory-log';
import { GatePartition } from '@ledger/runner/cluster/gate-partition';
import { SliceRunner } from '@ledger/runner/cluster/slice-runner';
import { decodeStagedFact, encodeStagedFact, type StagedFact } from '@ledger/runner/cluster/staged-fact';
import { EmbeddedLedger } from '@ledger/runner/embedded-ledger';
import type { Offer } from '@ledger/runner/ledger-runtime';
import { PersonalDataConcealer } from '@ledger/runner/personal/conceal-personal-data';
import { MemoryPersonalDataStore } from '@ledger/runner/personal/personal-data-store';
import type { Slice } from '@ledger/runner/pipeline/slice';
import { NO_METRICS } from '@ledger/runner/runner-metrics';
import { STAGES } from '@ledger/stages/stage';
import { acceptanceCase } from '../cases/acceptance-cases';
import { CutOffStore } from './cut-off-store';
import { presetNamed } from './presets';

const program = presetNamed('plixo');
const parts = () => ({
  personalData: new MemoryPersonalDataStore(),
  concealer: new PersonalDataConcealer(Buffer.alloc(32)),
  wallClock: null,
  metrics: NO_METRICS,
});
const FACTS_A_BATCH = 7;

const offers = acceptanceCase('histories/all-902')
  .events.trimEnd()
  .split('\n')
  .map((line) => JSON.parse(line) as { program?: string })
  .filter((event) => event.program === program.name)
  .map((value, index): Offer => ({ value, origin: { place: 'test', index } }));

/** All ways to cut the stages into slices. */
function cutsOf(stages: Slice): Slice[][] {
  if (stages.length === 0) return [[]];
  return stages.flatMap((_, index) =>
    cutsOf(stages.slice(index + 1)).map((rest) => [stages.slice(0, index + 1), ...rest]),
  );
}

/** What each stream holds, with the hash that chains it. */
function streamsOf(log: MemoryLog): ReadonlyMap<string, readonly string[]> {
  const streams = [...log.streams].map(([stream, events]): [string, readonly string[]] => [
    stream,
    events.map(({ recorded: { id, type, hash } }) => `${id} ${type} ${hash}`),
  ]);
  return new Map(streams.sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** A gate, and behind it the slices, each a process that is started anew for every batch or goes on. */
async function inSlices(slices: readonly Slice[], restarts: boolean): Promise<MemoryLog> {
  const log = new MemoryLog();
  const store = new CutOffStore(log, false);
  const gate = new GatePartition({ store, programs: new Map([[program.name, program]]), ...parts() });
  const { facts } = await gate.judge(offers);
  const open = () => slices.map((slice) => new SliceRunner({ store, slice, program, metrics: NO_METRICS }));
  let runners = open();
  for (let from = 0; from < facts.length; from += FACTS_A_BATCH) {
    let staged: readonly StagedFact[] = facts.slice(from, from + FACTS_A_BATCH);
    if (restarts && (from / FACTS_A_BATCH) % 10 === 9) runners = open();
    for (const runner of runners) staged = await runner.decide(staged.map(encodedAndDecoded));
  }
  return log;
}

function encodedAndDecoded(staged: StagedFact) {
  return decodeStagedFact(encodeStagedFact(staged));
}

describe('wherever the pipeline is cut into slices', () => {
  let expected: ReturnType<typeof streamsOf>;
  beforeAll(async () => {
    const log = new MemoryLog();
    const ledger = await EmbeddedLedger.open({ store: new CutOffStore(log, true), programs: [program], ...parts() });
    await ledger.offer(offers);
    expected = streamsOf(log);
    expect(expected.size).toBeGreaterThan(80);
  });

  const cuts = cutsOf(STAGES).map((slices) => ({ slices, name: slices.map((slice) => slice.join('+')).join(' | ') }));

  it('every cut is tried', () => expect(cuts).toHaveLength(8));

  it.each(cuts)('$name: the streams are those of one process', async ({ slices }) => {
    expect(streamsOf(await inSlices(slices, false))).toEqual(expected);
    expect(streamsOf(await inSlices(slices, true))).toEqual(expected);
  });
});
