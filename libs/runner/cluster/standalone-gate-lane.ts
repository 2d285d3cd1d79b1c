import type { ProgramTerms } from '@ledger/program/program-terms';
import { AttributionStage } from '@ledger/stages/attribution/attribution.stage';
import type { Judgement, Offered } from '@ledger/stages/intake/gate';
import type { LaterStages } from '@ledger/stages/intake/later-stages';
import { asksPayoutStage } from '@ledger/stages/intake/payout-rules';
import { NOTHING_DECIDED, type Fact } from '@ledger/stages/stage';
import type { ArrivalLane, LaneStep } from '../arrival-lane';
import { GateLane } from '../gate-lane';
import { StageChain } from '../stage-chain';

/** Which stages a gate asks: none, attribution (joint customers before a tier), or all of them (payouts). */
export type AskedStages = 0 | 1 | 2;

/** Which stages have to be asked before an event of a type is judged. */
export function stagesAskedFor(type: string): AskedStages {
  if (asksPayoutStage(type)) return 2;
  return type === 'partner.tier_set' ? 1 : 0;
}

/** Stages of the gate's own: they see the same facts as those of the other services, and so say the same. */
interface OwnStages {
  readonly answers: LaterStages;
  decide(fact: Fact): void;
}

/**
 * A gate that stands alone, as in the cluster: where its judgement needs what later stages know, it asks stages of its
 * own (docs/adr). Only those that somebody asked for are there: a program without answers of rails needs none.
 */
export class StandaloneGateLane implements ArrivalLane {
  private readonly lane: GateLane;
  private readonly stages: OwnStages;

  constructor(
    program: ProgramTerms,
    readonly asked: AskedStages,
  ) {
    this.stages = ownStages(program, asked);
    this.lane = new GateLane(program, this.stages.answers);
  }

  /** The program's terms by the facts that were accepted. */
  get program(): ProgramTerms {
    return this.lane.program;
  }

  get seq(): number {
    return this.lane.seq;
  }

  get factNumber(): number {
    return this.lane.factNumber;
  }

  take(offered: Offered): LaneStep {
    const step = this.lane.take(offered);
    if (step.fact !== null) this.stages.decide(step.fact);
    return step;
  }

  /** Takes an arrival again that was recorded. */
  resume(seq: number, offered: Offered, judgement: Judgement): void {
    const fact = this.lane.record(seq, offered, judgement);
    if (fact !== null) this.stages.decide(fact);
  }
}

function ownStages(program: ProgramTerms, asked: AskedStages): OwnStages {
  if (asked === 2) return new StageChain(program);
  const attribution = asked === 1 ? new AttributionStage(program) : null;
  return {
    answers: {
      jointCustomersAt: (partner, at) => (attribution ?? notAsked()).jointCustomersAt(partner, at),
      payouts: { stateOf: notAsked, wouldPayProposed: notAsked, setOrPostedBy: notAsked, owedMinor: notAsked },
    },
    decide: (fact) => void attribution?.decide(fact, NOTHING_DECIDED),
  };
}

function notAsked(): never {
  throw new TypeError('the gate was opened without the stage that it asks');
}
