import type { EventStore } from '@ledger/event-store/event-store';
import type { ProgramTerms } from '@ledger/program/program-terms';
import { NOTHING_DECIDED, STAGES, type Decision, type Decisions, type Stage, type StageName } from '@ledger/stages/stage';
import { judgedAgain, recordedArrival } from '../log/arrival-events';
import { RecordedDecisions } from '../log/recorded-decisions';
import { Revisions } from '../log/revisions';
import { categoriesOf, factsStream } from '../log/stream-names';
import { makeStage } from './make-stage';

/** A stage as it was before a fact, with the revisions that its streams had then. */
export interface RecoveredStage {
  readonly stage: Stage<Decision>;
  readonly revisions: Revisions;
  /** The number of the last fact that it has taken; 0: none. */
  readonly factNumber: number;
}

/**
 * Brings a stage to where it was before the fact at `beforeSeq`: the facts of the log with smaller numbers, and what it
 * and the stages before it decided on them. What it decided on later facts, before it was stopped, is not looked at: it
 * decides that again, with the same ids (architecture.md, Recovery is re-execution).
 */
export async function recoverStage(
  store: EventStore,
  name: StageName,
  program: ProgramTerms,
  beforeSeq: number,
): Promise<RecoveredStage> {
  const stage = makeStage(name, program);
  const revisions = new Revisions();
  const upTo = STAGES.slice(0, STAGES.indexOf(name) + 1);
  const readers = upTo.map((each) => {
    const events = store.readAll(0n, categoriesOf(each, program.program))[Symbol.asyncIterator]();
    const reader = new RecordedDecisions(events, (event, { seq }) => {
      if (each === name && seq < beforeSeq) revisions.seen(event.stream, event.revision);
    });
    return { each, reader };
  });
  let factNumber = 0;
  for await (const event of store.read(factsStream(program.program), 0n)) {
    const recorded = recordedArrival(event);
    const { seq, clock, verdict } = recorded.arrival;
    if (seq >= beforeSeq) break;
    const { read } = judgedAgain(recorded).offered;
    if (verdict.type !== 'accepted' || clock === null || read?.ok !== true) continue;
    const decided: Partial<Record<StageName, readonly Decision[]>> = {};
    for (const { each, reader } of readers) decided[each] = await reader.on(program.program, seq, null);
    const decisions = { ...NOTHING_DECIDED, ...(decided as Partial<Decisions>) };
    stage.resume({ seq, clock, event: read.event }, { ...decisions, [name]: [] }, decided[name] ?? []);
    factNumber += 1;
  }
  return { stage, revisions, factNumber };
}
