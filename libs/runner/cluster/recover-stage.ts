import type { EventStore } from '@ledger/event-store/event-store';
import type { ProgramTerms } from '@ledger/program/program-terms';
import { TermsOfFacts } from '@ledger/program/terms-of-facts';
import type { Decision, Stage, StageName } from '@ledger/stages/stage';
import { lookingFarEnough } from '../log/recorded-decisions';
import { Revisions } from '../log/revisions';
import { makeStage } from './make-stage';
import { recordedFacts } from './recorded-facts';

/** A stage as it was before a fact, with the revisions that its streams had then. */
export interface RecoveredStage {
  readonly stage: Stage<Decision>;
  readonly revisions: Revisions;
  /** The program's terms by the facts that it has taken. */
  readonly terms: TermsOfFacts;
  /** The number of the last fact that it has taken; 0: none. */
  readonly factNumber: number;
}

/**
 * Brings a stage to where it was before the fact at `beforeSeq`: the facts of the log with smaller numbers, and what it
 * and the stages before it decided on them. What it decided on later facts, before it was stopped, is not looked at: it
 * decides that again, with the same ids.
 * @throws RecoveryDiffers
 */
export function recoverStage(
  store: EventStore,
  name: StageName,
  program: ProgramTerms,
  beforeSeq: number,
): Promise<RecoveredStage> {
  return lookingFarEnough(async (lookahead) => {
    const stage = makeStage(name, program);
    const terms = new TermsOfFacts(program);
    const revisions = new Revisions();
    let factNumber = 0;
    for await (const { staged, own } of recordedFacts(store, { stage: name, program, beforeSeq, lookahead })) {
      terms.record(staged.fact.event);
      stage.resume(
        staged.fact,
        staged.decisions,
        own.map(({ decision }) => decision),
      );
      for (const { stream, revision } of own) revisions.seen(stream, revision);
      factNumber = staged.factNumber;
    }
    return { stage, revisions, terms, factNumber };
  });
}
