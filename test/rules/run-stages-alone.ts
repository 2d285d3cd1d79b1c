import type { ProgramTerms } from '@ledger/program/program-terms';
import { ProgramLane } from '@ledger/runner/program-lane';
import { readOffer } from '@ledger/runner/read-offer';
import { AttributionStage } from '@ledger/stages/attribution/attribution.stage';
import { CommissionStage } from '@ledger/stages/commission/commission.stage';
import { PartnerStatusStage } from '@ledger/stages/partner-status/partner-status.stage';
import { PayoutStage } from '@ledger/stages/payout/payout.stage';
import type { Decision, Decisions, Fact, Stage } from '@ledger/stages/stage';

export interface Step {
  readonly fact: Fact;
  readonly decisions: Decisions;
}

/** The accepted facts of a history, with what an undisturbed run decides on each. */
export function stepsOf(program: ProgramTerms, events: Iterable<object>): Step[] {
  const lane = new ProgramLane(program);
  const steps: Step[] = [];
  for (const event of events) {
    const { fact, decisions } = lane.take(readOffer(event));
    if (fact !== null) steps.push({ fact, decisions });
  }
  return steps;
}

/** All stages of a program, each taken by itself. */
export function stagesOf(program: ProgramTerms): Stage<Decision>[] {
  return [
    new AttributionStage(program),
    new PartnerStatusStage(program),
    new CommissionStage(program),
    new PayoutStage(program),
  ];
}

/** What a stage decides from a fact on, when it took the facts before with the decisions that were recorded. */
export function decidedAfter(stage: Stage<Decision>, steps: readonly Step[], restart: number): (readonly Decision[])[] {
  for (const { fact, decisions } of steps.slice(0, restart)) stage.resume(fact, decisions, decisions[stage.name]);
  return steps.slice(restart).map(({ fact, decisions }) => stage.decide(fact, decisions));
}
