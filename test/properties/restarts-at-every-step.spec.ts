import { MemoryEventStore } from '@ledger/event-store/memory/memory-event-store';
import { MemoryLog } from '@ledger/event-store/memory/memory-log';
import { GatePartition } from '@ledger/runner/cluster/gate-partition';
import { SliceRunner } from '@ledger/runner/cluster/slice-runner';
import type { StagedFact } from '@ledger/runner/cluster/staged-fact';
import { EmbeddedLedger, LedgerStopped } from '@ledger/runner/embedded-ledger';
import type { Offer } from '@ledger/runner/ledger-runtime';
import { PersonalDataConcealer } from '@ledger/runner/personal/conceal-personal-data';
import { MemoryPersonalDataStore } from '@ledger/runner/personal/personal-data-store';
import { NO_METRICS } from '@ledger/runner/runner-metrics';
import { STAGES } from '@ledger/stages/stage';
import { CutOff, CutOffStore } from './cut-off-store';
import { largeFact, type LargeFact } from './large-facts';
import { presetNamed } from './presets';
import { firstDifference, printed } from './printed-log';
import { PROPERTY_TIMEOUT_MS } from './property-runs';
import { replayOf } from './replay-in-process';

/** `npm run test:largest` takes 200,000, which needs minutes and 4 GB; every run takes a good part of it. */
const LARGEST = Number(process.env['LARGEST_FACT_DECISIONS'] ?? 21_000);
/** For one fact of the greatest size on a machine that does other things too. */
const MINUTES = 1_200_000;

const plixo = presetNamed('plixo');
const parts = () => ({
  personalData: new MemoryPersonalDataStore(),
  concealer: new PersonalDataConcealer(Buffer.alloc(32)),
  wallClock: null,
  metrics: NO_METRICS,
});

const eventsOf = ({ before, thirdWin, after }: LargeFact) => [...before, thirdWin, ...after];
const offerOf = (value: object, index: number): Offer => ({ value, origin: { place: 'test', index } });

/** A process of the embedded runtime: opened on the log, takes one offer, is cut off after so many appends. */
async function embeddedProcess(log: MemoryLog, atOnce: boolean, offer: Offer, appends: number): Promise<boolean> {
  try {
    const store = new CutOffStore(log, atOnce, appends);
    const ledger = await EmbeddedLedger.open({ store, programs: [plixo], ...parts() });
    await ledger.offer([offer]);
    return true;
  } catch (error) {
    if (error instanceof CutOff || (error instanceof LedgerStopped && error.cause instanceof CutOff)) return false;
    throw error;
  }
}

/** Offers each event to processes of which every one is cut off one append later, until one is not; the first ones at once. */
async function restartedAtEveryStep(events: readonly object[], atOnce: boolean, undisturbed = 0): Promise<MemoryLog> {
  const log = new MemoryLog();
  const ledger = await EmbeddedLedger.open({ store: new CutOffStore(log, atOnce), programs: [plixo], ...parts() });
  await ledger.offer(events.slice(0, undisturbed).map(offerOf));
  for (const [index, value] of events.entries()) {
    if (index < undisturbed) continue;
    for (let appends = 0; !(await embeddedProcess(log, atOnce, offerOf(value, index), appends)); appends += 1);
  }
  return log;
}

/** A stage of the cluster as a process that takes one fact: started again one append later each time that it was cut off. */
async function stageProcesses(log: MemoryLog, atOnce: boolean, stage: (typeof STAGES)[number], staged: StagedFact) {
  for (let appends = 0; ; appends += 1) {
    try {
      const store = new CutOffStore(log, atOnce, appends);
      const runner = new SliceRunner({ store, slice: [stage], program: plixo, metrics: NO_METRICS });
      const [decided] = await runner.decide([staged]);
      return decided ?? staged;
    } catch (error) {
      if (!(error instanceof CutOff)) throw error;
    }
  }
}

async function clusterRestartedAtEveryStep(events: readonly object[], atOnce: boolean): Promise<MemoryLog> {
  const log = new MemoryLog();
  for (const [index, value] of events.entries()) {
    const store = new CutOffStore(log, atOnce);
    const gate = new GatePartition({ store, programs: new Map([['plixo', plixo]]), ...parts() });
    const { facts } = await gate.judge([offerOf(value, index)]);
    for (let staged of facts) for (const stage of STAGES) staged = await stageProcesses(log, atOnce, stage, staged);
  }
  return log;
}

describe.each([true, false])('a ledger that is stopped and started at every step (appends at once: %s)', (atOnce) => {
  it.each([1, 7, 300])(
    'is the replay of its facts, where one has %d decisions: embedded',
    async (decisions) => {
      const events = eventsOf(largeFact(decisions, Math.ceil(decisions / 3)));
      const log = await restartedAtEveryStep(events, atOnce);
      expect(firstDifference(await printed(log), await replayOf(events))).toBeNull();
    },
    PROPERTY_TIMEOUT_MS,
  );

  it.each([1, 7, 300])(
    'is the replay of its facts, where one has %d decisions: cluster',
    async (decisions) => {
      const events = eventsOf(largeFact(decisions, Math.ceil(decisions / 3)));
      const log = await clusterRestartedAtEveryStep(events, atOnce);
      expect(firstDifference(await printed(log), await replayOf(events))).toBeNull();
    },
    PROPERTY_TIMEOUT_MS,
  );
});

it(
  'a fact with more decisions than an append takes is completed by the next start, wherever it was cut off',
  async () => {
    const { before, thirdWin, after } = largeFact(11_000, 4_000);
    const log = await restartedAtEveryStep([...before, thirdWin], true, before.length);
    const ledger = await EmbeddedLedger.open({ store: new MemoryEventStore(log), programs: [plixo], ...parts() });
    await ledger.offer(after.map((value, index) => offerOf(value, before.length + 1 + index)));
    expect(firstDifference(await printed(log), await replayOf([...before, thirdWin, ...after]))).toBeNull();
  },
  PROPERTY_TIMEOUT_MS,
);

it(
  `a fact of ${LARGEST} decisions that was cut off is completed by the next start`,
  async () => {
    const history = largeFact(LARGEST);
    const log = new MemoryLog();
    const first = await EmbeddedLedger.open({ store: new MemoryEventStore(log), programs: [plixo], ...parts() });
    await first.offer(history.before.map(offerOf));
    const place = history.before.length;
    expect(await embeddedProcess(log, true, offerOf(history.thirdWin, place), Math.floor(LARGEST / 10_000))).toBe(
      false,
    );
    const again = await EmbeddedLedger.open({ store: new MemoryEventStore(log), programs: [plixo], ...parts() });
    const [answer] = await again.offer([offerOf(history.thirdWin, place)]);
    expect(answer).toMatchObject({ repeated: true, verdict: { type: 'accepted' } });
    await again.offer(history.after.map((value, index) => offerOf(value, place + 1 + index)));
    const shown = (await printed(log)).split('\n');
    expect(shown.filter((line) => line.includes('"reason": "bonus"'))).toHaveLength(LARGEST);
    const expected = (await replayOf(eventsOf(history))).split('\n');
    expect(shown.length).toBe(expected.length);
    expect(shown.findIndex((line, index) => line !== expected[index])).toBe(-1);
  },
  MINUTES,
);
