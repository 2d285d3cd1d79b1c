import type { EventStore } from '@ledger/event-store/event-store';
import type { Instant } from '@ledger/kernel/instant';
import type { ProgramTerms } from '@ledger/program/program-terms';
import { appendBatch } from './append-batch';
import { DecidedBatch } from './decided-batch';
import type { Answer, LedgerRuntime, Offer } from './ledger-runtime';
import type { RunnerMetrics } from './runner-metrics';
import { recordedArrival } from './log/arrival-events';
import { MOST_EVENTS_AT_ONCE } from './log/append-decided';
import { factsStream } from './log/stream-names';
import type { ArrivalPlace } from './origin-register';
import type { PersonalDataConcealer } from './personal/conceal-personal-data';
import type { PersonalDataStore } from './personal/personal-data-store';
import type { RecordedEntries } from './recorded-entries';
import { recoverPipelines, type Recovered } from './recover-pipelines';

export type Failpoint = 'personal-data-kept' | 'append-sent' | 'append-answered';

export interface EmbeddedLedgerOptions {
  readonly store: EventStore;
  readonly personalData: PersonalDataStore;
  readonly concealer: PersonalDataConcealer;
  /** What each program of the log begins with: terms that were recorded before its facts, or none (`unpublishedProgram`). */
  readonly programs: readonly ProgramTerms[];
  /** Where a cluster wrote the log: up to which entry of each program its stages have decided. */
  readonly decidedTo?: ReadonlyMap<string, number>;
  /** What the wall clock shows, where programs run by it; null: the clock follows the events. */
  readonly wallClock: (() => Instant) | null;
  readonly metrics: RunnerMetrics;
  /** Given what was appended, for a projector in this process. */
  readonly recorded?: RecordedEntries;
  /** Called at named moments, for tests that stop the process there. */
  readonly failpoint?: (name: Failpoint) => void;
}

/** The ledger does not take anything any more; it has to be started again. */
export class LedgerStopped extends Error {
  override readonly name = 'LedgerStopped';
}

interface Waiting {
  readonly offers: readonly Offer[];
  /** Of the first offers, as far as they are recorded. */
  readonly answers: Answer[];
  /** So many were taken into a batch. */
  taken: number;
  readonly resolve: (answers: readonly Answer[]) => void;
  readonly reject: (error: unknown) => void;
}

/** Offers that were judged and decided, with those who wait for them, in order, and for how many of them. */
interface Batch {
  readonly decided: DecidedBatch;
  readonly shares: { readonly waiting: Waiting; readonly offers: number }[];
}

/** So many offers are judged, decided and recorded together, unless what was decided on fewer of them is much. */
const BATCH_OFFERS = 500;

/**
 * The embedded runtime: a batch of facts goes through all stages in memory and is recorded with all decisions in one
 * append. Nobody gets an answer before it is durable. After a failed append the memory is ahead of the log, so the
 * ledger stops; started again, it is where the log ends.
 */
export class EmbeddedLedger implements LedgerRuntime {
  private readonly queue: Waiting[] = [];
  private unassigned: number;
  private working: Promise<void> | null = null;
  private stoppedBy: LedgerStopped | null = null;

  private constructor(
    private readonly options: EmbeddedLedgerOptions,
    private readonly state: Recovered,
  ) {
    this.unassigned = state.unassigned;
  }

  /** Opens the ledger where its log ends. Throws ProgramUnknown, RecoveryDiffers. */
  static async open(options: EmbeddedLedgerOptions): Promise<EmbeddedLedger> {
    const { store, programs, concealer, decidedTo } = options;
    return new EmbeddedLedger(options, await recoverPipelines(store, programs, concealer, decidedTo));
  }

  programs(): Promise<readonly ProgramTerms[]> {
    const known = [...this.state.pipelines].map(([, { terms }]) => terms);
    return Promise.resolve(known.filter(({ versions }) => versions.length > 0));
  }

  /** The terms of a program as the facts left them (RangeError for one that there is not). */
  termsOf(program: string): ProgramTerms {
    const pipeline = this.state.pipelines.get(program);
    if (pipeline === undefined) throw new RangeError(`there is no program ${program}`);
    return pipeline.terms;
  }

  clockOf(program: string): Instant | null {
    return this.state.pipelines.get(program)?.clock ?? null;
  }

  /** Why the ledger stopped; null: it runs. */
  failure(): LedgerStopped | null {
    return this.stoppedBy;
  }

  offer(offers: readonly Offer[]): Promise<readonly Answer[]> {
    if (this.stoppedBy !== null) return Promise.reject(this.stoppedBy);
    if (offers.length === 0) return Promise.resolve([]);
    return new Promise((resolve, reject) => {
      this.queue.push({ offers, answers: [], taken: 0, resolve, reject });
      this.working ??= this.work();
    });
  }

  /** Resolves when everything offered is answered. */
  async idle(): Promise<void> {
    await this.working;
  }

  /** While one batch is being recorded, the next is decided. */
  private async work(): Promise<void> {
    let recording: Promise<void> = Promise.resolve();
    while (this.queue.length > 0) {
      const batch = this.nextBatch();
      this.decide(batch);
      await recording;
      recording = this.recordAndAnswer(batch);
      // Gives those who were answered a turn to offer more.
      await new Promise((resolve) => setImmediate(resolve));
      // An answer may bring the next offer at once, so the queue is looked at again when the last batch is recorded.
      if (this.queue.length === 0) await recording;
    }
    this.working = null;
  }

  private nextBatch(): Batch {
    const { concealer, wallClock } = this.options;
    const { pipelines, origins } = this.state;
    const nextUnassigned = () => (this.unassigned += 1);
    return {
      decided: new DecidedBatch(concealer, wallClock?.() ?? null, pipelines, origins, nextUnassigned),
      shares: [],
    };
  }

  /** What a decider breaks on stops the ledger, so that nobody waits for ever; nothing of its batch is recorded. */
  private decide(batch: Batch): void {
    try {
      this.takeInto(batch);
    } catch (error) {
      this.stop(error);
    }
  }

  /** Takes offers in their order until there is enough to record; what is left of a request goes into the next batch. */
  private takeInto({ decided, shares }: Batch): void {
    const isFull = () => decided.outcomes.length >= BATCH_OFFERS || decided.size >= MOST_EVENTS_AT_ONCE;
    for (let waiting = this.queue[0]; waiting !== undefined && !isFull(); waiting = this.queue[0]) {
      const from = waiting.taken;
      for (; waiting.taken < waiting.offers.length && !isFull(); waiting.taken += 1) {
        decided.judge(waiting.offers[waiting.taken] as Offer);
      }
      shares.push({ waiting, offers: waiting.taken - from });
      if (waiting.taken === waiting.offers.length) this.queue.shift();
    }
  }

  private async recordAndAnswer({ decided, shares }: Batch): Promise<void> {
    try {
      if (this.stoppedBy !== null) throw this.stoppedBy;
      const position = await this.append(decided);
      const answers = await this.answersOf(decided, position);
      let from = 0;
      for (const { waiting, offers } of shares) {
        for (const answer of answers.slice(from, (from += offers))) waiting.answers.push(answer);
        if (waiting.answers.length === waiting.offers.length) waiting.resolve(waiting.answers);
      }
    } catch (error) {
      this.stop(error);
      for (const { waiting } of shares) waiting.reject(this.stoppedBy);
    }
  }

  /** Answers the position behind everything that the batch recorded or repeats. */
  private async append(batch: DecidedBatch): Promise<bigint> {
    const { store, personalData, metrics, recorded, failpoint } = this.options;
    if (batch.size === 0) return store.lastPosition();
    await personalData.keep(batch.personal);
    failpoint?.('personal-data-kept');
    const appending = appendBatch(store, batch, this.state.revisions);
    failpoint?.('append-sent');
    const result = await appending;
    if (!result.ok) {
      const { stream, expected, actual } = result.conflict;
      throw new Error(`somebody else writes to ${stream}: it is at revision ${actual}, not ${expected}`);
    }
    failpoint?.('append-answered');
    metrics.recorded(batch.arrivals());
    batch.countDecisions((program, stage, count) => metrics.decided(program, stage, count));
    metrics.appended(batch.size);
    if (result.events === null) return store.lastPosition();
    // Positions have no gaps, and an append is one piece: a projector that stands right before it may take this batch.
    const fromCheckpoint = result.position - BigInt(batch.size);
    recorded?.add({ fromCheckpoint, toCheckpoint: result.position, entries: result.events.map(({ entry }) => entry) });
    return result.position;
  }

  /** New arrivals answer for themselves; a repeated origin gets the first answer, read from the log. */
  private async answersOf(batch: DecidedBatch, at: bigint): Promise<readonly Answer[]> {
    const position = at.toString();
    const answers: Answer[] = [];
    for (const outcome of batch.outcomes) {
      if ('arrival' in outcome) answers.push({ ...outcome.arrival, repeated: false, position });
      else answers.push({ ...(await this.recorded(outcome.repeats)), repeated: true, position });
    }
    return answers;
  }

  private async recorded({ program, seq }: ArrivalPlace) {
    for await (const event of this.options.store.read(factsStream(program), BigInt(seq - 1), 1)) {
      return recordedArrival(event).arrival;
    }
    throw new Error(`${factsStream(program)} has no entry ${seq}, though its origin is known`);
  }

  private stop(cause: unknown): void {
    if (this.stoppedBy !== null) return;
    const reason = cause instanceof Error ? cause.message : String(cause);
    this.stoppedBy = new LedgerStopped(
      `the ledger stopped: ${reason}. Start it again: it goes on where its log ends.`,
      { cause },
    );
    this.options.metrics.stopped(this.stoppedBy);
    for (const { reject } of this.queue.splice(0)) reject(this.stoppedBy);
  }
}
