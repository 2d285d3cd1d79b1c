import type { ProgramTerms } from '@ledger/program/program-terms';
import { Pipeline } from '@ledger/runner/pipeline/pipeline';
import { readOffer } from '@ledger/runner/read-offer';
import { makeStage } from '@ledger/stages/make-stage';
import { STAGES, type Decision, type Decisions, type Fact, type Stage } from '@ledger/stages/stage';

export interface Step {
  readonly fact: Fact;
  readonly decisions: Decisions;
}

/** The accepted facts of a history, with what an undisturbed run decides on each. */
export function stepsOf(program: ProgramTerms, events: Iterable<object>): Step[] {
  const pipeline = new Pipeline(program);
  const steps: Step[] = [];
  for (const event of events) {
    const { fact, decisions } = pipeline.judge(readOffer(event));
    if (fact !== null) steps.push({ fact, decisions });
  }
  return steps;
}

/** All stages of a program, each taken by itself. */
export function stagesOf(program: ProgramTerms): Stage<Decision>[] {
  return STAGES.map((name) => makeStage(name, program));
}

/** What a stage decides from a fact on, when it took the facts before with the decisions that were recorded. */
export function decidedAfter(stage: Stage<Decision>, steps: readonly Step[], restart: number): (readonly Decision[])[] {
  for (const { fact, decisions } of steps.slice(0, restart)) stage.resume(fact, decisions, decisions[stage.name]);
  return steps.slice(restart).map(({ fact, decisions }) => stage.decide(fact, decisions));
}
