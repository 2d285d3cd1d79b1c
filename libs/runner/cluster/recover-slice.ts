import type { EventStore } from '@ledger/event-store/event-store';
import type { ProgramTerms } from '@ledger/program/program-terms';
import { lookingFarEnough } from '../log/recorded-decisions';
import { Revisions } from '../log/revisions';
import type { Slice } from '../pipeline/slice';
import { StageSlice } from '../pipeline/stage-slice';
import { recordedFacts } from './recorded-facts';

/** Stages as they were before a fact, with the revisions that their streams had then. */
export interface RecoveredSlice {
  readonly stages: StageSlice;
  readonly revisions: Revisions;
}

/**
 * Brings a slice of a program's stages to where it was before the fact at `beforeSeq`: the facts of the log with smaller
 * numbers, and what these stages and those before them decided on them. What they decided on later facts, before they
 * were stopped, is not looked at: they decide that again, with the same ids.
 * @throws RecoveryDiffers
 */
export function recoverSlice(
  store: EventStore,
  slice: Slice,
  program: ProgramTerms,
  beforeSeq: number,
): Promise<RecoveredSlice> {
  return lookingFarEnough(async (lookahead) => {
    const stages = new StageSlice(program, slice);
    const revisions = new Revisions();
    for await (const { staged, recorded, own } of recordedFacts(store, { slice, program, beforeSeq, lookahead })) {
      stages.resume(staged.fact, recorded);
      for (const { stream, revision } of own) revisions.seen(stream, revision);
    }
    return { stages, revisions };
  });
}
