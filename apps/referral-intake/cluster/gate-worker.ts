import { deadLetterRecord } from '@ledger/messaging/dead-letter';
import type { IdempotentProducer, OutgoingRecord } from '@ledger/messaging/idempotent-producer';
import type { ReceivedRecord, RecordBatch } from '@ledger/messaging/received-record';
import { stageTopic } from '@ledger/messaging/topics';
import type { GateOutcome, GatePartition } from '@ledger/runner/cluster/gate-partition';
import { encodeStagedFact } from '@ledger/runner/cluster/staged-fact';
import type { Origin } from '@ledger/runner/ledger-runtime';
import type { ClusterBook } from '@ledger/hosting/service/cluster-book';
import type { EventLog } from '@ledger/hosting/service/event-log';
import { PartitionMemory } from '@ledger/hosting/service/partition-memory';
import { arrivalOutput } from '@ledger/hosting/service/public-outputs';
import { retryLaterIfTransient } from '@ledger/hosting/waiting/retry-later';
import { traced, type OpenSpan, type Tracing } from '@ledger/service-kit/tracing/tracing';
import { replyRecord } from '@ledger/hosting/service/gate-reply';
import { readIntakeRecord, type IntakeRecord } from '@ledger/hosting/service/intake-record';

export interface GateWorkerOptions {
  readonly makeGate: () => GatePartition;
  readonly producer: IdempotentProducer;
  readonly book: ClusterBook;
  readonly groupId: string;
  readonly failpoint: (name: string) => void;
  /** The partitions that this member has now. */
  readonly assigned: () => readonly number[];
  /** Throws when nothing may be taken now. */
  readonly checkClock: () => Promise<void>;
  readonly now: () => Date;
  readonly tracing: Tracing;
  readonly events: EventLog;
  /** Why what came from an origin must not be put aside; null: it has no verdict. */
  readonly whyOriginStays: (origin: Origin) => Promise<string | null>;
}

type Offered = Omit<IntakeRecord, 'text'>;

interface Judging {
  readonly batch: RecordBatch;
  readonly gate: GatePartition;
  readonly signal: AbortSignal;
  readonly offered: readonly Offered[];
  readonly foreign: readonly OutgoingRecord[];
}

/** The gate as a service: offers in; recorded, then passed on as facts, told to the public and answered; then the offset counts. */
export class GateWorker {
  private readonly memory: PartitionMemory<GatePartition>;

  constructor(private readonly options: GateWorkerOptions) {
    this.memory = new PartitionMemory(options.makeGate);
  }

  async workThrough(batch: RecordBatch, signal: AbortSignal): Promise<void> {
    const { failpoint, book, groupId, assigned, checkClock } = this.options;
    failpoint('after-fetch');
    this.memory.keepOnly(assigned());
    try {
      await checkClock();
      await this.memory.use(batch, (gate) => this.work(batch, gate, signal));
    } catch (error) {
      throw retryLaterIfTransient(error);
    }
    book.laneRuns(groupId, batch);
  }

  /** Why a record must not be put aside; null: it has no verdict. */
  async whyItStays(record: ReceivedRecord): Promise<string | null> {
    const read = readIntakeRecord(record);
    return read === null ? null : this.options.whyOriginStays(read.origin);
  }

  private async work(batch: RecordBatch, gate: GatePartition, signal: AbortSignal): Promise<void> {
    const { offered, foreign } = this.read(batch);
    await traced(this.spansOf(offered), () => this.judge({ batch, gate, signal, offered, foreign }));
  }

  /** One for each offer that came with a trace. */
  private spansOf(offered: readonly Offered[]): OpenSpan[] {
    return offered.flatMap(({ origin: { traceparent, place, index } }) =>
      traceparent === undefined
        ? []
        : [this.options.tracing.begin('gate', traceparent, { 'ledger.origin': `${place}/${index}` })],
    );
  }

  private async judge({ batch, gate, signal, offered, foreign }: Judging): Promise<void> {
    const { producer, failpoint, book, events } = this.options;
    const outcome = await gate.judge(offered);
    // Another member has the partition by now: what is recorded it finds in the log, and passes on.
    if (signal.aborted) throw new Error(`${batch.topic}/${batch.partition} was given to another member`);
    await producer.send([...foreign, ...recordsOf(outcome, offered)]);
    outcome.answers.filter(({ repeated }) => !repeated).forEach((answer) => events.judged(answer));
    failpoint('after-produce');
    for (const position of gate.positions()) book.reached({ service: 'referral-intake', ...position });
  }

  /** Only this service writes to the intake topic; what somebody else put there is no offer. */
  private read({ records }: RecordBatch): { offered: Offered[]; foreign: OutgoingRecord[] } {
    const offered: Offered[] = [];
    const foreign: OutgoingRecord[] = [];
    for (const record of records) {
      const read = readIntakeRecord(record);
      if (read === null) foreign.push(this.deadLetter(record));
      else offered.push(read);
    }
    return { offered, foreign };
  }

  private deadLetter(record: ReceivedRecord): OutgoingRecord {
    const reason =
      'the record was not written by an intake consumer (no origin, or no JSON): produce to the public topics';
    return deadLetterRecord(record, { code: 'foreign_record', reason, service: 'referral-intake' }, this.options.now());
  }
}

/** First what the stages need; then the public; then those who wait for their answers. */
function recordsOf({ facts, answers }: GateOutcome, offered: readonly Offered[]): OutgoingRecord[] {
  const staged = facts.map((fact) => ({
    topic: stageTopic('referral-intake'),
    key: fact.program,
    value: encodeStagedFact(fact),
  }));
  const replies = answers.flatMap((answer, index) => {
    const { origin, replyTo } = offered[index] ?? { origin: null, replyTo: null };
    return replyTo === null || origin === null ? [] : [replyRecord(replyTo, { origin, answer })];
  });
  return [...staged, ...answers.map(arrivalOutput), ...replies];
}
