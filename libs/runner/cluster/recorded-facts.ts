import type { EventStore } from '@ledger/event-store/event-store';
import type { ProgramTerms } from '@ledger/program/program-terms';
import { NOTHING_DECIDED, type Decisions } from '@ledger/stages/stage';
import { judgedAgain, recordedArrival, type RecordedArrival } from '../log/arrival-events';
import { decisionsOf, DecisionsOfStages } from '../log/decisions-of-stages';
import type { LoggedDecision, Lookahead } from '../log/recorded-decisions';
import { RecoveredStreams } from '../log/recovered-streams';
import { factsStream } from '../log/stream-names';
import { before, type Slice } from '../pipeline/slice';
import type { StagedFact } from './staged-fact';

/** A fact of the log as it reaches a slice of the stages, with what those stages themselves had decided on it. */
export interface RecordedFact {
  readonly staged: StagedFact;
  /** What the stages decided on it, those of the slice included. */
  readonly recorded: Decisions;
  readonly own: readonly LoggedDecision[];
}

export interface RecordedFactsOptions {
  readonly slice: Slice;
  readonly program: ProgramTerms;
  /** Facts from this one on are not read. */
  readonly beforeSeq: number;
  readonly lookahead: Lookahead;
}

/**
 * The facts of a program in their order, with what the stages of a slice, and those before it, decided on them. They count
 * when the last was given without an error (lookingFarEnough).
 * @throws DecisionCameLate; LogBroken; RecoveryDiffers where decisions of the log belong to none of the facts
 */
export async function* recordedFacts(
  store: EventStore,
  { slice, program: { name: program }, beforeSeq, lookahead }: RecordedFactsOptions,
): AsyncGenerator<RecordedFact> {
  const streams = new RecoveredStreams();
  const earlier = before(slice);
  const of = { stages: [...earlier, ...slice], programs: [program] };
  const decisions = new DecisionsOfStages(store, of, {
    lookahead,
    beforeSeq,
    onEvent: (event, { seq }) => {
      if (seq < beforeSeq) streams.noteRead(event);
    },
  });
  try {
    for await (const event of store.read(factsStream(program), 0n)) {
      streams.noteRead(event);
      streams.noteTaken(event);
      const recorded = recordedArrival(event);
      if (recorded.arrival.seq >= beforeSeq) break;
      const staged = stagedFactOf(recorded);
      if (staged === null) continue;
      const found = await decisions.on(program, staged.fact.seq, null);
      for (const decision of found) streams.noteTaken(decision);
      const own = found.filter(({ stage }) => slice.includes(stage));
      const reached = own.length === 0 ? found : found.filter(({ stage }) => earlier.includes(stage));
      yield { staged: { ...staged, decisions: decisionsOf(reached) }, recorded: decisionsOf(found), own };
    }
    await decisions.toEnd();
    streams.checkRead();
  } finally {
    await decisions.close();
  }
}

/** The fact of a recorded arrival, on which nothing is decided yet; null: it was not accepted. */
export function stagedFactOf(recorded: RecordedArrival): StagedFact | null {
  const { arrival, factNumber, event, origin } = recorded;
  if (factNumber === null || event === null || arrival.clock === null) return null;
  const { read } = judgedAgain(recorded).offered;
  if (read?.ok !== true) return null;
  const fact = { seq: arrival.seq, clock: arrival.clock, event: read.event };
  const { traceparent } = origin;
  return { program: arrival.program, factNumber, fact, event, decisions: NOTHING_DECIDED, traceparent };
}
