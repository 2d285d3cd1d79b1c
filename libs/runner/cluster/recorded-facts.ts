import type { EventStore } from '@ledger/event-store/event-store';
import type { ProgramTerms } from '@ledger/program/program-terms';
import { NOTHING_DECIDED, STAGES, type Decision, type Decisions, type StageName } from '@ledger/stages/stage';
import { judgedAgain, recordedArrival, type RecordedArrival } from '../log/arrival-events';
import { RecordedDecisions, type LoggedDecision, type Lookahead } from '../log/recorded-decisions';
import { RecoveredStreams } from '../log/recovered-streams';
import { categoriesOf, factsStream } from '../log/stream-names';
import type { StagedFact } from './staged-fact';

/** A fact of the log as it reaches a stage, with what that stage itself had decided on it. */
export interface RecordedFact {
  readonly staged: StagedFact;
  readonly own: readonly LoggedDecision[];
}

export interface RecordedFactsOptions {
  readonly stage: StageName;
  readonly program: ProgramTerms;
  /** Facts from this one on are not read. */
  readonly beforeSeq: number;
  readonly lookahead: Lookahead;
}

/**
 * The facts of a program in their order, with what the stages before one, and it itself, decided on them. They count
 * when the last was given without an error (lookingFarEnough).
 * @throws DecisionCameLate; LogBroken; RecoveryDiffers where decisions of the log belong to none of the facts
 */
export async function* recordedFacts(
  store: EventStore,
  { stage, program, beforeSeq, lookahead }: RecordedFactsOptions,
): AsyncGenerator<RecordedFact> {
  const streams = new RecoveredStreams();
  const readers = STAGES.slice(0, STAGES.indexOf(stage) + 1).map((each) => {
    const events = store.readAll(0n, categoriesOf(each, program.program))[Symbol.asyncIterator]();
    const onEvent: ConstructorParameters<typeof RecordedDecisions>[1]['onEvent'] = (event, { seq }) => {
      if (seq < beforeSeq) streams.noteRead(event);
    };
    return { each, events, decided: new RecordedDecisions(events, { lookahead, beforeSeq, onEvent }) };
  });
  try {
    for await (const event of store.read(factsStream(program.program), 0n)) {
      streams.noteRead(event);
      streams.noteTaken(event);
      const recorded = recordedArrival(event);
      if (recorded.arrival.seq >= beforeSeq) break;
      const staged = stagedFactOf(recorded);
      if (staged === null) continue;
      const found: Partial<Record<StageName, readonly LoggedDecision[]>> = {};
      for (const { each, decided } of readers) {
        const logged = await decided.on(program.program, staged.fact.seq, null);
        for (const decision of logged) streams.noteTaken(decision);
        found[each] = logged;
      }
      yield { staged: { ...staged, decisions: decisionsBefore(stage, found) }, own: found[stage] ?? [] };
    }
    for (const { decided } of readers) await decided.toEnd();
    streams.checkRead();
  } finally {
    for (const { events } of readers) await events.return?.();
  }
}

function decisionsBefore(stage: StageName, found: Partial<Record<StageName, readonly LoggedDecision[]>>): Decisions {
  const decisions: Partial<Record<StageName, readonly Decision[]>> = {};
  for (const [each, logged] of Object.entries(found) as [StageName, readonly LoggedDecision[]][]) {
    if (each !== stage) decisions[each] = logged.map(({ decision }) => decision);
  }
  return { ...NOTHING_DECIDED, ...(decisions as Partial<Decisions>) };
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
