import type { IdempotentProducer, OutgoingRecord } from '@ledger/messaging/idempotent-producer';
import { recordName, type ReceivedRecord, type RecordBatch } from '@ledger/messaging/received-record';
import { stageTopic } from '@ledger/messaging/topics';
import { unpublishedProgram, type ProgramTerms } from '@ledger/program/program-terms';
import { SliceRunner, type SliceRunnerOptions } from '@ledger/runner/cluster/slice-runner';
import {
  decodeStagedFact,
  encodeStagedFact,
  isOfThisEdition,
  isReferred,
  namedFact,
  seqOf,
  type ReferredFact,
  type StagedFact,
} from '@ledger/runner/cluster/staged-fact';
import { crossedTo } from '@ledger/runner/crossing/crossed-to';
import { arrivalAt } from '@ledger/runner/log/find-arrival';
import { STAGES, type StageName } from '@ledger/stages/stage';
import { traced, type OpenSpan, type Tracing } from '@ledger/service-kit/tracing/tracing';
import type { ClusterBook } from './cluster-book';
import type { EventLog } from './event-log';
import { PartitionMemory } from './partition-memory';
import { decisionOutputs } from './public-outputs';
import { retryLaterIfTransient } from '../waiting/retry-later';

export interface StageWorkerOptions extends Omit<SliceRunnerOptions, 'program' | 'slice' | 'failpoint'> {
  readonly stage: StageName;
  /** The programs whose terms were recorded before their facts, by name; the others begin with their first fact. */
  readonly beginnings: ReadonlyMap<string, ProgramTerms>;
  readonly producer: IdempotentProducer;
  readonly book: ClusterBook;
  readonly groupId: string;
  readonly failpoint: (name: string) => void;
  /** The partitions that this member has now. */
  readonly assigned: () => readonly number[];
  readonly tracing: Tracing;
  readonly events: EventLog;
}

const RECORDS_A_SEND = 2_000;

type Runners = Map<string, SliceRunner>;
type Staged = StagedFact | ReferredFact;

/** One stage as a service: batches of facts in, decisions recorded, facts and public events out; then the offset counts. */
export class StageWorker {
  private readonly memory = new PartitionMemory<Runners>(() => new Map());
  private readonly isLast: boolean;
  /** How many arrivals of a program were decided when its log crossed. */
  private readonly crossed = new Map<string, Promise<number>>();

  constructor(private readonly options: StageWorkerOptions) {
    this.isLast = STAGES.at(-1) === options.stage;
  }

  /** Resolves when the batch is recorded and passed on. Throws RetryLater for what may pass; anything else is a defect. */
  async workThrough(batch: RecordBatch, signal: AbortSignal): Promise<void> {
    const { failpoint, book, groupId, assigned } = this.options;
    failpoint('after-fetch');
    this.memory.keepOnly(assigned());
    try {
      await this.memory.use(batch, (runners) => this.work(batch, runners, signal));
    } catch (error) {
      throw retryLaterIfTransient(error);
    }
    book.laneRuns(groupId, batch);
  }

  /**
   * Why a record must not be put aside: a fact that is in the log is skipped at no stage. What is none may go: should
   * it stand in for one that cannot be read, that one is taken from the log with the program's next fact.
   */
  async whyItStays(record: ReceivedRecord): Promise<string | null> {
    const { stage, store } = this.options;
    const named = namedFact(record.value);
    if (named === null) return null;
    const recorded = await arrivalAt(store, named);
    if (recorded?.arrival.verdict.type !== 'accepted' || recorded.arrival.id !== named.id) return null;
    return (
      `it is the fact ${named.id} of ${named.program} (entry ${named.seq} of its log), and no stage skips a fact: ` +
      `it waits for a build of ${stage} that can decide on it, or for the repair that the reason names`
    );
  }

  private async work(batch: RecordBatch, runners: Runners, signal: AbortSignal): Promise<void> {
    const { failpoint, book, stage } = this.options;
    for (const [program, facts] of factsByProgram(await this.stillToDecide(batch))) {
      const runner = this.runnerOf(program, runners);
      for (const run of withLargeOnesAlone(facts)) {
        await traced(this.spansOf(run), () => this.decideAndPassOn(run, runner, batch, signal));
      }
      if (runner.position !== null) book.reached({ service: stage, program, ...runner.position });
    }
    failpoint('after-produce');
  }

  private async decideAndPassOn(
    facts: readonly Staged[],
    runner: SliceRunner,
    batch: RecordBatch,
    signal: AbortSignal,
  ) {
    const { producer, events, stage } = this.options;
    const decided = await runner.decide(facts);
    // Another member has the partition by now and does the same; what is recorded is the same.
    if (signal.aborted) throw new Error(`${batch.topic}/${batch.partition} was given to another member`);
    for (const records of this.recordsOf(decided)) await producer.send(records);
    decided.forEach((each) => events.decided(stage, each));
  }

  /**
   * The records without those that a stage of the first edition wrote before the log crossed: their facts were decided anew
   * then, by all stages, and what they say was decided by other rules.
   */
  private async stillToDecide({ records }: RecordBatch): Promise<readonly ReceivedRecord[]> {
    const kept: ReceivedRecord[] = [];
    for (const record of records) {
      const isNews = record.value === null || record.undecodable !== undefined || isOfThisEdition(record.value);
      if (isNews || !(await this.isCrossed(record))) kept.push(record);
    }
    return kept;
  }

  private async isCrossed({ value }: ReceivedRecord): Promise<boolean> {
    const named = namedFact(value);
    if (named === null) return false;
    const { program, seq } = named;
    const known = this.crossed.get(program) ?? crossedTo(this.options.store, program);
    this.crossed.set(program, known);
    known.catch(() => this.crossed.delete(program));
    return seq <= (await known);
  }

  /** One for each fact that came with a trace. */
  private spansOf(facts: readonly Staged[]): OpenSpan[] {
    const { tracing, stage } = this.options;
    return facts.flatMap((each) =>
      each.traceparent === undefined
        ? []
        : [tracing.begin(stage, each.traceparent, { 'ledger.fact': `${each.program}/${seqOf(each)}` })],
    );
  }

  /** What is passed on and told of the facts, in their order; cut where it is much, so that it is never there as a whole. */
  private *recordsOf(facts: readonly StagedFact[]): Generator<readonly OutgoingRecord[]> {
    const { stage } = this.options;
    let records: OutgoingRecord[] = [];
    for (const staged of facts) {
      if (!this.isLast) {
        records.push({ topic: stageTopic(stage), key: staged.program, value: encodeStagedFact(staged) });
      }
      for (const output of decisionOutputs(stage, staged)) {
        records.push(output);
        if (records.length < RECORDS_A_SEND) continue;
        yield records;
        records = [];
      }
    }
    if (records.length > 0) yield records;
  }

  private runnerOf(name: string, runners: Runners): SliceRunner {
    const known = runners.get(name);
    if (known !== undefined) return known;
    const { store, stage, metrics, failpoint, beginnings } = this.options;
    const program = beginnings.get(name) ?? unpublishedProgram(name);
    const runner = new SliceRunner({ store, slice: [stage], metrics, failpoint, program });
    runners.set(name, runner);
    return runner;
  }
}

/** The facts in records by program, each in its order. Throws for a record that is no fact: the stage before wrote it. */
function factsByProgram(records: readonly ReceivedRecord[]): Map<string, Staged[]> {
  const byProgram = new Map<string, Staged[]>();
  for (const record of records) {
    if (record.undecodable !== undefined) throw new TypeError(`${recordName(record)}: ${record.undecodable.reason}`);
    if (record.value === null) throw new TypeError(`${recordName(record)} has no value`);
    const staged = decodeStagedFact(record.value);
    const known = byProgram.get(staged.program);
    if (known === undefined) byProgram.set(staged.program, [staged]);
    else known.push(staged);
  }
  return byProgram;
}

/** Facts that are read from the log may each be of many megabytes with what is decided on them: one at a time. */
function* withLargeOnesAlone(facts: readonly Staged[]): Generator<readonly Staged[]> {
  let run: Staged[] = [];
  for (const fact of facts) {
    if (!isReferred(fact)) {
      run.push(fact);
      continue;
    }
    if (run.length > 0) yield run;
    yield [fact];
    run = [];
  }
  if (run.length > 0) yield run;
}
