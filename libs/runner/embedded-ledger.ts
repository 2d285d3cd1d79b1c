import type { EventStore } from '@ledger/event-store/event-store';
import type { Instant } from '@ledger/kernel/instant';
import type { ProgramTerms } from '@ledger/program/program-terms';
import type { Answer, LedgerRuntime, Offer } from './ledger-runtime';
import type { RunnerMetrics } from './runner-metrics';
import { recordedArrival } from './log/arrival-events';
import { Revisions } from './log/revisions';
import { factsStream } from './log/stream-names';
import { OriginRegister, type ArrivalPlace } from './origin-register';
import type { PersonalDataConcealer } from './personal/conceal-personal-data';
import type { PersonalDataStore } from './personal/personal-data-store';
import { ProgramLane } from './program-lane';
import { RecordBatch } from './record-batch';
import type { RecordedEntries } from './recorded-entries';
import { recoverLanes } from './recover-lanes';

export type Failpoint = 'personal-data-kept' | 'append-sent' | 'append-answered';

export interface EmbeddedLedgerOptions {
  readonly store: EventStore;
  readonly personalData: PersonalDataStore;
  readonly concealer: PersonalDataConcealer;
  readonly programs: readonly ProgramTerms[];
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
  readonly resolve: (answers: readonly Answer[]) => void;
  readonly reject: (error: unknown) => void;
}

/** So many offers are judged, decided and recorded in one append. */
const BATCH_OFFERS = 500;

/**
 * The embedded runtime: a batch of facts goes through all stages in memory and is recorded with all decisions in one
 * append. Nobody gets an answer before it is durable. After a failed append the memory is ahead of the log, so the
 * ledger stops; started again, it is where the log ends.
 */
export class EmbeddedLedger implements LedgerRuntime {
  private readonly lanes: ReadonlyMap<string, ProgramLane>;
  private readonly origins = new OriginRegister();
  private readonly revisions = new Revisions();
  private readonly queue: Waiting[] = [];
  private unassigned = 0;
  private working: Promise<void> | null = null;
  private stoppedBy: LedgerStopped | null = null;

  private constructor(private readonly options: EmbeddedLedgerOptions) {
    this.lanes = new Map(options.programs.map((program) => [program.program, new ProgramLane(program)]));
  }

  /** Opens the ledger where its log ends. */
  static async open(options: EmbeddedLedgerOptions): Promise<EmbeddedLedger> {
    const ledger = new EmbeddedLedger(options);
    const { lanes, origins, revisions } = ledger;
    const { unassigned } = await recoverLanes({ store: options.store, lanes, origins, revisions });
    ledger.unassigned = unassigned;
    return ledger;
  }

  programs(): readonly ProgramTerms[] {
    return this.options.programs;
  }

  clockOf(program: string): Instant | null {
    return this.lanes.get(program)?.clock ?? null;
  }

  /** Why the ledger stopped; null: it runs. */
  failure(): LedgerStopped | null {
    return this.stoppedBy;
  }

  offer(offers: readonly Offer[]): Promise<readonly Answer[]> {
    if (this.stoppedBy !== null) return Promise.reject(this.stoppedBy);
    return new Promise((resolve, reject) => {
      this.queue.push({ offers, resolve, reject });
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
      const waiting = this.nextBatch();
      const batch = this.decide(waiting);
      await recording;
      recording = this.record(batch, waiting);
      // Gives those who were answered a turn to offer more.
      await new Promise((resolve) => setImmediate(resolve));
      // An answer may bring the next offer at once, so the queue is looked at again when the last batch is recorded.
      if (this.queue.length === 0) await recording;
    }
    this.working = null;
  }

  private nextBatch(): Waiting[] {
    const taken: Waiting[] = [];
    let offers = 0;
    for (let next = this.queue[0]; next !== undefined; next = this.queue[0]) {
      if (taken.length > 0 && offers + next.offers.length > BATCH_OFFERS) break;
      offers += next.offers.length;
      taken.push(next);
      this.queue.shift();
    }
    return taken;
  }

  private decide(waiting: readonly Waiting[]): RecordBatch {
    const { concealer, wallClock } = this.options;
    const batch = new RecordBatch(
      concealer,
      wallClock?.() ?? null,
      this.lanes,
      this.origins,
      () => (this.unassigned += 1),
    );
    for (const { offers } of waiting) for (const offer of offers) batch.take(offer);
    return batch;
  }

  private async record(batch: RecordBatch, waiting: readonly Waiting[]): Promise<void> {
    try {
      if (this.stoppedBy !== null) throw this.stoppedBy;
      await this.append(batch);
      const answers = await this.answersOf(batch);
      let from = 0;
      for (const { offers, resolve } of waiting) resolve(answers.slice(from, (from += offers.length)));
    } catch (error) {
      this.stop(error);
      for (const { reject } of waiting) reject(this.stoppedBy);
    }
  }

  private async append(batch: RecordBatch): Promise<void> {
    const { store, personalData, metrics, recorded, failpoint } = this.options;
    const events = batch.events();
    if (events.length === 0) return;
    await personalData.keep(batch.personal);
    failpoint?.('personal-data-kept');
    const appending = store.append(this.revisions.requestsFor(events));
    failpoint?.('append-sent');
    const result = await appending;
    if (!result.ok) {
      const { stream, expected, actual } = result.conflict;
      throw new Error(`somebody else writes to ${stream}: it is at revision ${actual}, not ${expected}`);
    }
    failpoint?.('append-answered');
    metrics.recorded(batch.arrivals());
    batch.countDecisions((program, stage, count) => metrics.decided(program, stage, count));
    metrics.appended(events.length);
    if (result.duplicate) return;
    // Positions have no gaps, and an append is one piece: a projector that stands right before it may take this batch.
    const fromCheckpoint = result.position - BigInt(events.length);
    recorded?.add({ fromCheckpoint, toCheckpoint: result.position, entries: events.map(({ entry }) => entry) });
  }

  /** New arrivals answer for themselves; a repeated origin gets the first answer, read from the log. */
  private async answersOf(batch: RecordBatch): Promise<readonly Answer[]> {
    const answers: Answer[] = [];
    for (const outcome of batch.outcomes) {
      if ('arrival' in outcome) answers.push({ repeated: false, ...outcome.arrival });
      else answers.push({ ...(await this.recorded(outcome.repeats)), repeated: true });
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
