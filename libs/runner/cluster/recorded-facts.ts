import type { EventStore, RecordedEvent } from '@ledger/event-store/event-store';
import type { ProgramTerms } from '@ledger/program/program-terms';
import { NOTHING_DECIDED, STAGES, type Decision, type Decisions, type StageName } from '@ledger/stages/stage';
import { judgedAgain, recordedArrival, type RecordedArrival } from '../log/arrival-events';
import type { PlacedDecision } from '../log/decision-events';
import { RecordedDecisions } from '../log/recorded-decisions';
import { categoriesOf, factsStream } from '../log/stream-names';
import type { StagedFact } from './staged-fact';

/** A fact of the log as it reaches a stage, with what that stage itself had decided on it. */
export interface RecordedFact {
  readonly staged: StagedFact;
  readonly own: readonly Decision[];
}

export interface RecordedFactsOptions {
  readonly stage: StageName;
  readonly program: ProgramTerms;
  /** Facts from this one on are not read. */
  readonly beforeSeq: number;
  /** Sees what the stage recorded, in the order of its streams. */
  readonly onOwn?: (event: RecordedEvent, placed: PlacedDecision) => void;
}

/** The facts of a program in their order, with what the stages before one, and it itself, decided on them. */
export async function* recordedFacts(
  store: EventStore,
  { stage, program, beforeSeq, onOwn = () => undefined }: RecordedFactsOptions,
): AsyncGenerator<RecordedFact> {
  const readers = STAGES.slice(0, STAGES.indexOf(stage) + 1).map((each) => {
    const events = store.readAll(0n, categoriesOf(each, program.program))[Symbol.asyncIterator]();
    return { each, events, decided: new RecordedDecisions(events, each === stage ? onOwn : undefined) };
  });
  try {
    for await (const event of store.read(factsStream(program.program), 0n)) {
      const recorded = recordedArrival(event);
      if (recorded.arrival.seq >= beforeSeq) return;
      const staged = stagedFactOf(recorded);
      if (staged === null) continue;
      const found: Partial<Record<StageName, readonly Decision[]>> = {};
      for (const { each, decided } of readers) found[each] = await decided.on(program.program, staged.fact.seq, null);
      const decisions = { ...NOTHING_DECIDED, ...(found as Partial<Decisions>), [stage]: [] };
      yield { staged: { ...staged, decisions }, own: found[stage] ?? [] };
    }
  } finally {
    for (const { events } of readers) await events.return?.();
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
