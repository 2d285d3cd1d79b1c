import type { ProgramTerms } from '@ledger/program/program-terms';
import { TermsOfFacts } from '@ledger/program/terms-of-facts';
import type { LaterStages } from '@ledger/stages/intake/later-stages';
import { makeStage } from '@ledger/stages/make-stage';
import { NOTHING_DECIDED, STAGES, type Decision, type Decisions, type Fact, type Stage } from '@ledger/stages/stage';
import { answersOf } from './answers-of-stages';
import type { Slice } from './slice';

/**
 * The one loop: a slice of a program's stages, and every fact goes through them one after the other, in the order of the
 * log. All runtimes decide by it; they differ in the slice, and in what they do with the decisions.
 */
export class StageSlice {
  private readonly stages: readonly Stage<Decision>[];
  private readonly known: TermsOfFacts;
  private facts = 0;
  /** What these stages answer to the gate. */
  readonly answers: LaterStages;

  constructor(program: ProgramTerms, slice: Slice = STAGES) {
    const stages = Object.fromEntries(slice.map((name) => [name, makeStage(name, program)]));
    this.stages = Object.values(stages);
    this.answers = answersOf(stages);
    this.known = new TermsOfFacts(program);
  }

  /** The program's terms by the facts that these stages have seen. */
  get terms(): ProgramTerms {
    return this.known;
  }

  /** The number of the last fact that these stages have seen; 0: none. */
  get factNumber(): number {
    return this.facts;
  }

  /** Decides on the next fact. `earlier`: what the stages before these decided on it; the answer has all of it. */
  decide(fact: Fact, earlier: Decisions = NOTHING_DECIDED): Decisions {
    this.note(fact);
    const decisions: Record<string, readonly Decision[]> = { ...earlier };
    for (const stage of this.stages) {
      decisions[stage.name] = stage.decide(fact, decisions as unknown as Decisions);
    }
    return decisions as unknown as Decisions;
  }

  /** Follows the next fact by what was recorded on it, by these stages and those before them. */
  resume(fact: Fact, recorded: Decisions): void {
    this.note(fact);
    for (const stage of this.stages) stage.resume(fact, recorded, recorded[stage.name]);
  }

  private note({ event }: Fact): void {
    this.known.note(event);
    this.facts += 1;
  }
}
