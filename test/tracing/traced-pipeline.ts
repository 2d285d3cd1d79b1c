import { GateWorker } from '@apps/referral-intake/cluster/gate-worker';
import { IntakeForwarder } from '@apps/referral-intake/cluster/intake-forwarder';
import { MemoryEventStore } from '@ledger/event-store/memory/memory-event-store';
import type { IdempotentProducer, OutgoingRecord } from '@ledger/messaging/idempotent-producer';
import type { ReceivedRecord, RecordBatch } from '@ledger/messaging/received-record';
import { INTAKE_TOPIC, PARTNERS_TOPIC } from '@ledger/messaging/topics';
import { loadTerms, presetPaths } from '@ledger/program/load-terms-file';
import { GatePartition } from '@ledger/runner/cluster/gate-partition';
import { PersonalDataConcealer } from '@ledger/runner/personal/conceal-personal-data';
import { MemoryPersonalDataStore } from '@ledger/runner/personal/personal-data-store';
import { NO_METRICS } from '@ledger/runner/runner-metrics';
import type { ClusterBook } from '@ledger/hosting/service/cluster-book';
import { inputOf } from '@ledger/hosting/service/stage-input';
import { StageWorker } from '@ledger/hosting/service/stage-worker';
import { tracedProjection } from '@ledger/service-kit/tracing/traced-projection';
import type { Tracing } from '@ledger/service-kit/tracing/tracing';
import { STAGES } from '@ledger/stages/stage';

const nothing = () => undefined;
// What the workers tell of themselves is of no interest here.
const book = { laneRuns: nothing, reached: nothing } as unknown as ClusterBook;
const events = { judged: nothing, decided: nothing };
const shared = { book, events, groupId: 'test', failpoint: nothing, assigned: () => [0], now: () => new Date(0) };
const beginnings = new Map(loadTerms(presetPaths()).map((terms) => [terms.name, terms]));

/** The workers of all services in one process, with arrays for topics. */
export class TracedPipeline {
  readonly store = new MemoryEventStore();
  private readonly sent = new Map<string, OutgoingRecord[]>();
  private readonly producer = {
    send: (records: readonly OutgoingRecord[]) => {
      for (const record of records) this.sent.set(record.topic, [...(this.sent.get(record.topic) ?? []), record]);
      return Promise.resolve();
    },
  } as unknown as IdempotentProducer;

  constructor(private readonly tracing: Tracing) {}

  /** Takes records of the partners topic through intake, gate, all stages and the projection. */
  async run(records: readonly { readonly value: unknown; readonly traceparent?: string }[]): Promise<void> {
    const { producer, tracing, store } = this;
    const none = new AbortController().signal;
    const whyOriginStays = () => Promise.resolve(null);
    const common = { ...shared, whyOriginStays, producer, tracing };
    const intake = new IntakeForwarder({
      ...common,
      maxBodyBytes: 5_000_000,
      checkClock: () => Promise.resolve(),
    });
    await intake.forward(
      batchOf(
        PARTNERS_TOPIC,
        records.map(({ value, traceparent }) => produced(value, traceparent)),
      ),
    );
    const gate = new GateWorker({ ...common, makeGate: () => this.makeGate(), checkClock: () => Promise.resolve() });
    await gate.workThrough(this.received(INTAKE_TOPIC), none);
    for (const stage of STAGES) {
      const worker = new StageWorker({ ...common, stage, store, beginnings, metrics: NO_METRICS });
      await worker.workThrough(this.received(inputOf(stage)), none);
    }
    await this.project();
  }

  /** The headers of what was sent to a topic. */
  headersOf(topic: string): Record<string, string>[] {
    return this.received(topic).records.map(({ headers }) =>
      Object.fromEntries(Object.entries(headers).map(([name, [value]]) => [name, String(value)])),
    );
  }

  private async project(): Promise<void> {
    const last = await this.store.lastPosition();
    const done = new AbortController();
    const onBatch = (events: readonly { readonly position: bigint }[]) => {
      if (events.at(-1)?.position === last) done.abort();
      return Promise.resolve();
    };
    await tracedProjection(this.store, this.tracing).subscribe(0n, 'all', onBatch, done.signal);
  }

  private makeGate(): GatePartition {
    return new GatePartition({
      store: this.store,
      personalData: new MemoryPersonalDataStore(),
      wallClock: null,
      metrics: NO_METRICS,
      concealer: new PersonalDataConcealer(Buffer.from('a key')),
      programs: beginnings,
    });
  }

  private received(topic: string): RecordBatch {
    return batchOf(topic, this.sent.get(topic) ?? []);
  }
}

function produced(value: unknown, traceparent: string | undefined): OutgoingRecord {
  const headers: Record<string, string> = traceparent === undefined ? {} : { traceparent };
  return { topic: PARTNERS_TOPIC, key: 'heron', value: JSON.stringify(value), headers };
}

function batchOf(topic: string, records: readonly OutgoingRecord[]): RecordBatch {
  return { topic, partition: 0, records: records.map((record, offset) => receivedOf(topic, record, offset)) };
}

function receivedOf(topic: string, { key, value, headers = {} }: OutgoingRecord, offset: number): ReceivedRecord {
  const asBuffers = Object.entries(headers).map(([name, text]) => [name, [Buffer.from(String(text))]]);
  return {
    topic,
    partition: 0,
    offset: BigInt(offset),
    timestampMs: 0,
    key: key === null ? null : Buffer.from(key),
    value: value === null ? null : Buffer.from(value),
    headers: Object.fromEntries(asBuffers) as ReceivedRecord['headers'],
  };
}
