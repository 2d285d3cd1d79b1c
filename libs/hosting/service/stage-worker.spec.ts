import { MemoryEventStore } from '@ledger/event-store/memory/memory-event-store';
import { NO_STREAM } from '@ledger/event-store/event-store';
import type { ReceivedRecord } from '@ledger/messaging/received-record';
import { loadTerms, presetPaths } from '@ledger/program/load-terms-file';
import { GatePartition } from '@ledger/runner/cluster/gate-partition';
import { encodeStagedFact, type StagedFact } from '@ledger/runner/cluster/staged-fact';
import { PersonalDataConcealer } from '@ledger/runner/personal/conceal-personal-data';
import { MemoryPersonalDataStore } from '@ledger/runner/personal/personal-data-store';
import { NO_METRICS } from '@ledger/runner/runner-metrics';
import { NO_TRACING } from '@ledger/service-kit/tracing/tracing';
import { StageWorker, type StageWorkerOptions } from './stage-worker';

const programs = loadTerms(presetPaths());
const BEGINNINGS = new Map(programs.map((each) => [each.name, each]));

function value(index: number) {
  return {
    specversion: '1.0',
    id: `e${index}`,
    source: 'test',
    type: 'customer.signed_up',
    time: `2026-01-0${index}T00:00:00Z`,
    program: 'plixo',
    data: { customer: `c${index}` },
  };
}

/** The facts of a log, as the gate passes them on. */
async function factsOf(store: MemoryEventStore, count: number): Promise<readonly StagedFact[]> {
  const gate = new GatePartition({
    store,
    personalData: new MemoryPersonalDataStore(),
    concealer: new PersonalDataConcealer(Buffer.alloc(32)),
    programs: new Map(programs.map((each) => [each.name, each])),
    wallClock: null,
    metrics: NO_METRICS,
  });
  const offers = Array.from({ length: count }, (_, index) => ({
    value: value(index + 1),
    origin: { place: 'test', index },
  }));
  return (await gate.judge(offers)).facts;
}

/** Says of a log that its first arrivals crossed from the first edition. */
async function closeFirstEdition(store: MemoryEventStore, arrivals: number): Promise<void> {
  const events = Array.from({ length: arrivals + 1 }, (_, index) => ({
    id: `00000000-0000-4000-8000-00000000000${index}`,
    type: index === arrivals ? 'LogClosed.v1' : 'EventAccepted.v1',
    data: {},
    metadata: {},
  }));
  await store.append([{ stream: 'facts-plixo', expectedRevision: NO_STREAM, events }]);
}

function record(offset: number, of: Buffer): ReceivedRecord {
  return {
    topic: 't',
    partition: 0,
    offset: BigInt(offset),
    timestampMs: 0,
    key: null,
    value: of,
    headers: new Map() as never,
  };
}

/** A record as a stage of the first edition wrote it: without an edition, with decisions that nobody reads any more. */
function ofFirstEdition(fact: StagedFact): Buffer {
  const { edition: _, ...rest } = JSON.parse(encodeStagedFact(fact).toString()) as Record<string, unknown>;
  return Buffer.from(JSON.stringify({ ...rest, decisions: { attribution: [{ type: 'LongGone' }] } }));
}

function workerOn(store: MemoryEventStore) {
  const sent: string[] = [];
  const options = {
    stage: 'attribution',
    store,
    beginnings: BEGINNINGS,
    metrics: NO_METRICS,
    groupId: 'g',
    failpoint: () => undefined,
    producer: {
      send: (records: { topic: string; value: Buffer | string | null }[]) => {
        for (const { topic, value: text } of records) if (topic.includes('attribution')) sent.push(String(text));
        return Promise.resolve();
      },
    },
    book: { reached: () => undefined, laneRuns: () => undefined },
    assigned: () => [0],
    tracing: NO_TRACING,
    events: { judged: () => undefined, decided: () => undefined },
  } as unknown as StageWorkerOptions;
  return { worker: new StageWorker(options), sent };
}

describe('a stage of the cluster after its log crossed to this edition', () => {
  it('decides nothing again that a stage of the edition before had on its way, and goes on with what is new', async () => {
    const store = new MemoryEventStore();
    await closeFirstEdition(store, 2);
    const facts = await factsOf(store, 3);
    const { worker, sent } = workerOn(store);
    const values = [ofFirstEdition(facts[0]!), ofFirstEdition(facts[1]!), encodeStagedFact(facts[2]!)];
    const records = values.map((each, offset) => record(offset, each));
    await worker.workThrough({ topic: 't', partition: 0, records }, new AbortController().signal);
    const passedOn = sent.flatMap((text) =>
      text.startsWith('{"edition"') ? [JSON.parse(text) as { seq: number }] : [],
    );
    expect(passedOn.map(({ seq }) => seq)).toEqual([3]);
  });

  it('decides on what the log did not cross with, also where an earlier build of this edition did not name it', async () => {
    const store = new MemoryEventStore();
    await closeFirstEdition(store, 2);
    const { edition: _, ...unnamed } = JSON.parse(
      encodeStagedFact((await factsOf(store, 3))[2]!).toString(),
    ) as object & {
      edition: string;
    };
    const { worker, sent } = workerOn(store);
    const records = [record(0, Buffer.from(JSON.stringify(unnamed)))];
    await worker.workThrough({ topic: 't', partition: 0, records }, new AbortController().signal);
    expect(sent.some((text) => text.includes('"seq":3'))).toBe(true);
  });
});
