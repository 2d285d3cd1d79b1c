import type { EventStore } from '@ledger/event-store/event-store';
import type { ProgramTerms } from '@ledger/program/program-terms';
import { forEachStage } from '@ledger/stages/stage';
import { judgedAgain, recordedArrival, type RecordedArrival } from './log/arrival-events';
import type { EventsByStage } from './log/append-by-stage';
import { eventsOfDecisions, type DecisionEvent } from './log/decision-events';
import type { LoggedDecision } from './log/recorded-decisions';
import { factsStream } from './log/stream-names';
import type { Pipeline } from './pipeline/pipeline';

/**
 * The arrivals that a program's log ends with, where they and their decisions did not fit into one append, or where the
 * stages of a cluster had not come so far: the only ones whose recording may have been cut off, since a batch is recorded
 * when the one before it is.
 */
export interface LastBatch {
  readonly fromSeq: number;
  readonly toSeq: number;
  /** How many decisions there are on them; null: nobody knows, the arrivals themselves may have been cut off. */
  readonly decisions: number | null;
}

/** An arrival of the log with the decisions that were found on it. */
export interface ArrivalFound {
  readonly recorded: RecordedArrival;
  readonly found: readonly LoggedDecision[];
}

/**
 * The last batch of each program that was recorded in several appends.
 *
 * @param decidedTo where a cluster wrote the log: up to which entry of each program all stages have decided. What follows
 *   is a batch that may be decided in part.
 */
export async function readLastBatches(
  store: EventStore,
  programs: readonly ProgramTerms[],
  decidedTo: ReadonlyMap<string, number> = new Map(),
): Promise<ReadonlyMap<string, LastBatch>> {
  const batches = new Map<string, LastBatch>();
  const heads = await store.heads(programs.map(({ name: program }) => factsStream(program)));
  for (const { name: program } of programs) {
    const head = heads.get(factsStream(program));
    if (head === undefined) continue;
    for await (const last of store.read(factsStream(program), head.revision, 1)) {
      const { arrival, batch } = recordedArrival(last);
      const toSeq = arrival.seq;
      const decided = decidedTo.get(program) ?? toSeq;
      if (batch !== null) batches.set(program, { fromSeq: batch.fromSeq, toSeq, decisions: batch.decisions });
      else if (decided < toSeq) batches.set(program, { fromSeq: decided + 1, toSeq, decisions: null });
    }
  }
  return batches;
}

/** What the stages decided again on arrivals of a program, as events of their streams. */
export interface DecidedAgain {
  readonly program: string;
  readonly byStage: EventsByStage;
}

/** Takes arrivals through the stages again whose decisions were recorded in part, if at all. */
export function decideAgain(pipeline: Pipeline, batch: readonly ArrivalFound[]): DecidedAgain {
  const { name: program } = pipeline.terms;
  const byStage = forEachStage((): DecisionEvent[] => []);
  for (const { recorded } of batch) {
    const { arrival } = recorded;
    const { offered, judgement } = judgedAgain(recorded);
    const decisions = pipeline.decideAgain(arrival.seq, offered, judgement);
    for (const { stage, stream, event } of eventsOfDecisions(arrival, decisions, pipeline.terms.calendar)) {
      byStage[stage].push({ stream, event });
    }
  }
  return { program, byStage };
}
