import { MemoryLog } from '@ledger/event-store/memory/memory-log';
import { GatePartition } from '@ledger/runner/cluster/gate-partition';
import { SliceRunner } from '@ledger/runner/cluster/slice-runner';
import type { StagedFact } from '@ledger/runner/cluster/staged-fact';
import { EmbeddedLedger } from '@ledger/runner/embedded-ledger';
import type { Offer } from '@ledger/runner/ledger-runtime';
import { PersonalDataConcealer } from '@ledger/runner/personal/conceal-personal-data';
import { MemoryPersonalDataStore } from '@ledger/runner/personal/personal-data-store';
import { finishLastBatches } from '@ledger/runner/recover-pipelines';
import { NO_METRICS } from '@ledger/runner/runner-metrics';
import { STAGES, type StageName } from '@ledger/stages/stage';
import { CutOffStore } from './cut-off-store';
import { largeFact } from './large-facts';
import { presetNamed } from './presets';
import { firstDifference, printed } from './printed-log';
import { replayOf } from './replay-in-process';

const plixo = presetNamed('plixo');
const parts = () => ({
  personalData: new MemoryPersonalDataStore(),
  concealer: new PersonalDataConcealer(Buffer.alloc(32)),
  wallClock: null,
  metrics: NO_METRICS,
});
const history = largeFact(12, 4);
const events = [...history.before, history.thirdWin, ...history.after];
const offers = events.map((value, index): Offer => ({ value, origin: { place: 'test', index } }));

/** A cluster of which the gate takes offers and each stage as many of the facts as it is told to. */
async function cluster(log: MemoryLog, given: readonly Offer[], reached: Partial<Record<StageName, number>> = {}) {
  const store = new CutOffStore(log, false);
  const gate = new GatePartition({ store, programs: new Map([['plixo', plixo]]), ...parts() });
  let staged: readonly StagedFact[] = (await gate.judge(given)).facts;
  let decidedTo = staged.at(-1)?.fact.seq ?? 0;
  for (const stage of STAGES) {
    const runner = new SliceRunner({ store, slice: [stage], program: plixo, metrics: parts().metrics });
    staged = await runner.decide(staged.slice(0, reached[stage] ?? staged.length));
    decidedTo = Math.min(decidedTo, staged.at(-1)?.fact.seq ?? 0);
  }
  return new Map([['plixo', decidedTo]]);
}

async function embedded(log: MemoryLog, given: readonly Offer[], decidedTo?: ReadonlyMap<string, number>) {
  const store = new CutOffStore(log, true);
  const known = decidedTo === undefined ? {} : { decidedTo };
  await (await EmbeddedLedger.open({ store, programs: [plixo], ...known, ...parts() })).offer(given);
}

const differs = async (log: MemoryLog) => firstDifference(await printed(log), await replayOf(events));

describe('a log that another runtime goes on with is the replay of its facts', () => {
  it.each(STAGES.map((stage, index) => [stage, events.length - 3 - index] as const))(
    'a cluster whose %s had come to fact %d, then one process',
    async (stage, reached) => {
      const log = new MemoryLog();
      const decidedTo = await cluster(log, offers.slice(0, -1), { [stage]: reached });
      await embedded(log, offers.slice(-1), decidedTo);
      expect(await differs(log)).toBeNull();
    },
  );

  it('a cluster none of whose stages had decided anything, then one process, then the cluster, which hears of it all late', async () => {
    const log = new MemoryLog();
    const decidedTo = await cluster(log, offers.slice(0, -2), { attribution: 0 });
    expect(decidedTo).toEqual(new Map([['plixo', 0]]));
    await embedded(log, offers.slice(-2, -1), decidedTo);
    await cluster(log, offers);
    expect(await differs(log)).toBeNull();
  });

  it('would not be if nobody said how far the stages had come', async () => {
    const log = new MemoryLog();
    await cluster(log, offers.slice(0, -1), { commission: 10 });
    await embedded(log, offers.slice(-1));
    expect(await differs(log)).not.toBeNull();
  });

  it.each([1, 2, 3])('one process that died after %d appends of a batch, then a cluster', async (appends) => {
    const log = new MemoryLog();
    const store = new CutOffStore(log, false, appends);
    const ledger = await EmbeddedLedger.open({ store, programs: [plixo], ...parts() });
    await expect(ledger.offer(offers.slice(0, -1))).rejects.toThrow('cut off');
    await finishLastBatches(new CutOffStore(log, false), [plixo], parts().concealer);
    await cluster(log, offers);
    expect(await differs(log)).toBeNull();
  });
});
