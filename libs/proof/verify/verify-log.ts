import type { EventStore, RecordedEvent } from '@ledger/event-store/event-store';
import { EventStoreError } from '@ledger/event-store/event-store-error';
import { LogCheck, type LogFault } from '@ledger/event-store/log-check';
import { LogDigest, type LogHead } from '@ledger/event-store/log-head';
import type { ProgramTerms } from '@ledger/program/program-terms';
import { recordedArrival } from '@ledger/runner/log/arrival-events';
import { FACTS_CATEGORY, factsStream, isOfEdition } from '@ledger/runner/log/stream-names';
import { offeredAgain, type ArrivalAgain } from '@ledger/runner/offered-again';
import type { PersonalDataConcealer } from '@ledger/runner/personal/conceal-personal-data';
import type { PersonalDataStore } from '@ledger/runner/personal/personal-data-store';
import type { StageName } from '@ledger/stages/stage';
import { endsMoved } from './ends-moved';
import { nameMissing } from './name-missing';
import { ReExecution, type ExpectedDecision } from './re-execution';

export interface LogToVerify {
  readonly store: EventStore;
  readonly personalData: PersonalDataStore;
  readonly concealer: PersonalDataConcealer;
  readonly programs: readonly ProgramTerms[];
  /** Whether the rules of this edition are asked again; else only what needs no rules is checked. */
  readonly reExecute: boolean;
  /** A head that somebody noted: the log has to begin with what it stands for. */
  readonly noted: LogHead | null;
  /** How far a stage that runs apart has come with a program (the number of an arrival); null: it does not run apart. */
  readonly decidedTo: (stage: StageName, program: string) => number | null;
  /** Called now and then with how many events were checked since the last time. */
  readonly onProgress?: (events: number) => void;
}

/** What a log turned out to be. */
export interface LogVerdict {
  /** The first fault; null: the log is what was recorded. */
  readonly fault: LogFault | null;
  readonly events: number;
  readonly streams: number;
  readonly lastPosition: bigint;
  readonly head: LogHead;
  readonly arrivals: number;
  readonly decisions: number;
  /** Of other editions, and terms: their hashes were checked. */
  readonly othersEvents: number;
  /** Decisions that stages on their way have still to record. */
  readonly pending: number;
  /** Decisions that only tell something, and that an earlier release of this edition did not record. */
  readonly untold: number;
  /** Rejections whose bodies were erased: their verdicts stand as they were recorded. */
  readonly erased: number;
}

const PAGE = 500;

/**
 * Reads a whole log once and checks all that it says: positions, revisions, ids and hashes of every stream, and, by
 * deciding everything again, each verdict and each decision. Ends at the first fault.
 */
export async function verifyLog(log: LogToVerify): Promise<LogVerdict> {
  const verification = new Verification(log);
  return verification.run();
}

class Verification {
  private readonly check: LogCheck;
  private readonly digest = new LogDigest();
  private readonly rules: ReExecution;
  private othersEvents = 0;
  private erased = 0;

  constructor(private readonly log: LogToVerify) {
    this.check = new LogCheck({ everyPosition: log.store.positionsHaveNoGaps });
    this.rules = new ReExecution(log.programs, log.concealer);
  }

  async run(): Promise<LogVerdict> {
    const fault = (await this.read()) ?? this.unrecorded() ?? this.shorterThanNoted() ?? (await this.moved());
    const { events, streams, lastPosition } = this.check;
    const { arrivals, decisions } = this.rules;
    const { untold } = this.rules;
    const pending = fault === null ? [...this.rules.missing()].length : 0;
    return {
      fault,
      events,
      streams,
      lastPosition,
      head: this.digest.head,
      arrivals,
      decisions,
      pending,
      othersEvents: this.othersEvents,
      untold,
      erased: this.erased,
    };
  }

  private async read(): Promise<LogFault | null> {
    const events = this.log.store.readAll(0n, 'all')[Symbol.asyncIterator]();
    try {
      for (;;) {
        const page = await nextPage(events);
        if (page.length === 0) return null;
        const fault = await this.checkPage(page, events);
        if (fault !== null) return fault;
        this.log.onProgress?.(page.length);
      }
    } catch (error) {
      if (!(error instanceof EventStoreError) || error.code !== 'failed') throw error;
      const position = this.check.lastPosition + 1n;
      return { kind: 'unreadable', stream: null, revision: null, position, what: error.message };
    } finally {
      await events.return?.();
    }
  }

  private async checkPage(
    page: readonly RecordedEvent[],
    later: AsyncIterator<RecordedEvent>,
  ): Promise<LogFault | null> {
    let broken: LogFault | null = null;
    let sound = 0;
    for (; sound < page.length && broken === null; sound += 1) broken = this.follow(page[sound] as RecordedEvent);
    const good = broken === null ? page : page.slice(0, sound - 1);
    const decided = this.log.reExecute ? await this.decideAgain(good) : this.countOthers(good);
    if (decided !== null || broken === null) return decided;
    if (broken.kind !== 'missing' || broken.stream !== null) return broken;
    return nameMissing(broken, { check: this.check, rules: this.rules, next: page.slice(sound - 1), later });
  }

  /** What needs no rules. */
  private follow(event: RecordedEvent): LogFault | null {
    const fault = this.check.follow(event);
    if (fault !== null) return fault;
    this.digest.follow(event);
    const { noted } = this.log;
    if (noted === null || noted.events !== this.check.events || noted.digest === this.digest.head.digest) return null;
    const what = `the first ${noted.events} events are not those of the head that was noted: the log was written anew`;
    return { kind: 'changed', stream: event.stream, revision: event.revision, position: event.position, what };
  }

  private async decideAgain(page: readonly RecordedEvent[]): Promise<LogFault | null> {
    const arrivals = new Map<RecordedEvent, ArrivalAgain>();
    const facts = page.filter(({ stream }) => stream.startsWith(`${FACTS_CATEGORY}-`));
    try {
      const again = await offeredAgain(facts.map(recordedArrival), {
        ...this.log,
        factsStream,
        comparesOtherwise: false,
      });
      facts.forEach((event, index) => arrivals.set(event, again[index] as ArrivalAgain));
    } catch (error) {
      const [first] = facts;
      if (first !== undefined) return unreadable(first, error);
    }
    for (const event of page) {
      const fault = this.decideOne(event, arrivals.get(event));
      if (fault !== null) return fault;
    }
    return null;
  }

  private decideOne(event: RecordedEvent, again: ArrivalAgain | undefined): LogFault | null {
    if (!isOfEdition(event.stream)) {
      this.othersEvents += 1;
      return null;
    }
    try {
      if (again === undefined) return this.rules.decision(event);
      if (again.read === null) this.erased += 1;
      return this.rules.arrival(event, again);
    } catch (error) {
      return unreadable(event, error);
    }
  }

  private countOthers(page: readonly RecordedEvent[]): null {
    this.othersEvents += page.length;
    return null;
  }

  private shorterThanNoted(): LogFault | null {
    const { noted } = this.log;
    const { events, lastPosition } = this.check;
    if (noted === null || noted.events <= events) return null;
    const what = `the log ends with ${events} events, and had ${noted.events} when its head was noted: events are gone`;
    return { kind: 'missing', stream: null, revision: null, position: lastPosition + 1n, what };
  }

  /** A decision that nobody is about to record. */
  private unrecorded(): LogFault | null {
    const { decidedTo } = this.log;
    for (const decision of this.rules.missing()) {
      const reached = decidedTo(decision.stage, decision.program);
      const isOnItsWay = decision.isCutOff || (reached !== null && decision.seq > reached);
      if (!isOnItsWay) return unrecordedDecision(decision, this.check.lastPosition);
    }
    return null;
  }

  private async moved(): Promise<LogFault | null> {
    return endsMoved(this.log.store, this.check);
  }
}

async function nextPage(events: AsyncIterator<RecordedEvent>): Promise<readonly RecordedEvent[]> {
  const page: RecordedEvent[] = [];
  while (page.length < PAGE) {
    const next = await events.next();
    if (next.done === true) break;
    page.push(next.value);
  }
  return page;
}

function unreadable({ stream, revision, position }: RecordedEvent, error: unknown): LogFault {
  const what = `it cannot be read: ${error instanceof Error ? error.message : String(error)}`;
  return { kind: 'unreadable', stream, revision, position, what };
}

function unrecordedDecision({ stream, event, program, seq }: ExpectedDecision, lastPosition: bigint): LogFault {
  const what = `the decision ${event.type} on entry ${seq} of ${program} (id ${event.id}) is not in the log`;
  return { kind: 'missing', stream, revision: null, position: lastPosition + 1n, what };
}
