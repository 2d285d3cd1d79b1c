import type { NewEvent, RecordedEvent } from '@ledger/event-store/event-store';
import type { JsonFields } from '@ledger/contracts/json-value';
import type { LogFault } from '@ledger/event-store/log-check';
import type { ProgramTerms } from '@ledger/program/program-terms';
import { DecidedBatch } from '@ledger/runner/decided-batch';
import { recordedArrival, type RecordedArrival } from '@ledger/runner/log/arrival-events';
import { isOlderForm } from '@ledger/runner/log/keep-older-forms';
import { EDITION } from '@ledger/runner/log/stream-names';
import { inTodaysForm } from '@ledger/runner/log/todays-form';
import { judgeOfferedAgain, type ArrivalAgain } from '@ledger/runner/offered-again';
import { OriginRegister } from '@ledger/runner/origin-register';
import type { PersonalDataConcealer } from '@ledger/runner/personal/conceal-personal-data';
import { OpenPipelines } from '@ledger/runner/pipeline/open-pipelines';
import { UNASSIGNED } from '@ledger/runner/unassigned-arrival';
import type { StageName } from '@ledger/stages/stage';
import { firstDifference } from './first-difference';
import { ToldSince } from './told-since';

/** A decision that the rules give and that was not found yet. */
export interface ExpectedDecision {
  readonly stream: string;
  readonly event: NewEvent;
  readonly program: string;
  readonly seq: number;
  readonly stage: StageName;
  /** Of the arrival that it is a decision on. */
  readonly position: bigint;
}

/**
 * Judges and decides a log once more, event by event in the order of the log, by the rules of this edition, and compares
 * what was recorded with it: verdicts as they come by, decisions once their fact did.
 */
export class ReExecution {
  private readonly pipelines = new OpenPipelines();
  private readonly origins = new OriginRegister();
  private readonly seqs = new Map<string, number>();
  private readonly expected = new Map<string, ExpectedDecision>();
  /** Of a program whose log ends with a batch that took several appends: its first arrival. */
  private readonly cutOffFrom = new Map<string, number>();
  private readonly since = new ToldSince();
  arrivals = 0;
  decisions = 0;

  constructor(
    programs: readonly ProgramTerms[],
    private readonly concealer: PersonalDataConcealer,
  ) {
    for (const program of programs) this.pipelines.open(program);
  }

  /** A recorded arrival: what is wrong with its verdict; null: nothing. */
  arrival(event: RecordedEvent, again: ArrivalAgain): LogFault | null {
    const { arrival, origin, batch: recordedWith } = again.recorded;
    const { program } = arrival;
    if (this.origins.find(origin) !== null) {
      return otherwise(event, `${origin.place}, number ${origin.index}, is recorded already: it came twice`);
    }
    const batch = new DecidedBatch(this.concealer, null, this.pipelines, this.origins, () => this.nextSeq(UNASSIGNED));
    const { arrival: now } = judgeOfferedAgain(
      batch,
      again,
      this.pipelines.get(program) ?? null,
      this.nextSeq(program),
    );
    this.seqs.set(now.program, now.seq);
    this.arrivals += 1;
    if (recordedWith === null) this.cutOffFrom.delete(program);
    else this.cutOffFrom.set(program, recordedWith.fromSeq);
    for (const { stream, event: decided, entry } of batch.events()) {
      if ('arrival' in entry) {
        const difference = this.differenceOfArrival(event, stream, decided);
        if (difference !== null) return otherwise(event, difference);
      } else {
        const { stage } = decided.metadata as { readonly stage: StageName };
        const { position } = event;
        this.expected.set(decided.id, { stream, event: decided, program, seq: entry.seq, stage, position });
        this.since.noteExpected(decided);
      }
    }
    return null;
  }

  /** A recorded decision: what is wrong with it; null: nothing. */
  decision(event: RecordedEvent): LogFault | null {
    const decided = this.expected.get(event.id);
    this.since.noteRecorded(event);
    this.expected.delete(event.id);
    this.decisions += 1;
    const difference = this.differenceOfDecision(event, decided);
    return difference === null || this.isToldLate(event) ? null : otherwise(event, difference);
  }

  /** Whether an event tells what an earlier release left untold. */
  private isToldLate(event: RecordedEvent): boolean {
    if (!this.since.isToldLate(event)) return false;
    for (const expected of this.expected.values()) if (this.isUntold(expected)) return true;
    return false;
  }

  /** A decision that only tells something, and that an earlier release did not record. */
  private isUntold({ event, position }: ExpectedDecision): boolean {
    return this.since.isTelling(event) && this.since.isBefore(event, position);
  }

  /** Whether an event is a decision that the rules give, and that was not found yet. */
  expects({ id }: RecordedEvent): boolean {
    return this.expected.has(id);
  }

  /** Another decision is there: it is not missing. */
  noteFound({ id }: RecordedEvent): void {
    this.expected.delete(id);
  }

  /** How many decisions that only tell something an earlier release did not record. */
  get untold(): number {
    return [...this.expected.values()].filter((expected) => this.isUntold(expected)).length;
  }

  /** Decisions that the rules give and the log does not have. */
  *missing(): Generator<ExpectedDecision & { readonly isCutOff: boolean }> {
    for (const expected of this.expected.values()) {
      if (this.isUntold(expected)) continue;
      const from = this.cutOffFrom.get(expected.program);
      yield { ...expected, isCutOff: from !== undefined && expected.seq >= from };
    }
  }

  private differenceOfDecision(recorded: RecordedEvent, decided: ExpectedDecision | undefined): string | null {
    if (decided === undefined) return `edition ${EDITION} of the rules does not decide this (${recorded.type}) here`;
    const { stream, event } = decided;
    if (recorded.stream !== stream) return `edition ${EDITION} of the rules records this decision in ${stream}`;
    if (isOlderForm(recorded, event)) return null;
    if (recorded.type !== event.type) return `it is ${recorded.type}, and edition ${EDITION} decides ${event.type}`;
    const difference = firstDifference(recorded.data, event.data) ?? firstDifference(recorded.metadata, event.metadata);
    return difference === null ? null : `${event.type}: ${difference}, by edition ${EDITION} of the rules`;
  }

  private nextSeq(program: string): number {
    return (this.seqs.get(program) ?? 0) + 1;
  }

  private differenceOfArrival(recorded: RecordedEvent, stream: string, expected: NewEvent): string | null {
    if (recorded.stream !== stream) return `edition ${EDITION} of the rules keeps this arrival in ${stream}`;
    if (recorded.id !== expected.id) return `its id is ${recorded.id}, and that of its place is ${expected.id}`;
    const { hash, position, revision } = recorded;
    const [was, is] = [recorded, { ...expected, stream, hash, position, revision }].map((event) =>
      comparable(inTodaysForm(recordedArrival(event), this.concealer)),
    ) as [ComparedArrival, ComparedArrival];
    if (was.verdict !== is.verdict) {
      return `it was ${was.verdict}, and edition ${EDITION} of the rules judges: ${is.verdict}`;
    }
    const difference = firstDifference(was, is);
    return difference === null ? null : `${difference}, by edition ${EDITION} of the rules`;
  }
}

type ComparedArrival = JsonFields & { readonly verdict: string };

/** What a verdict and its circumstances are compared by. */
function comparable({ arrival, content, duplicateOf, factNumber, body, event }: RecordedArrival): ComparedArrival {
  const { verdict, clock, ...named } = arrival;
  const said = verdict.type === 'rejected' ? `rejected ${verdict.code} (${verdict.detail})` : verdict.type;
  return {
    ...named,
    verdict: said,
    clockMs: clock,
    duplicateOf,
    factNumber,
    body,
    // Of a repetition only its content as of then is kept.
    ...(duplicateOf === null ? { content, event } : {}),
  };
}

function otherwise({ stream, revision, position }: RecordedEvent, what: string): LogFault {
  return { kind: 'decided-otherwise', stream, revision, position, what: `decided otherwise: ${what}` };
}
