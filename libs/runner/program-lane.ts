import type { Instant } from '@ledger/kernel/instant';
import type { ProgramTerms } from '@ledger/program/program-terms';
import type { Judgement, Offered } from '@ledger/stages/intake/gate';
import { NOTHING_DECIDED, type Decisions } from '@ledger/stages/stage';
import type { ArrivalLane, LaneStep } from './arrival-lane';
import { GateLane } from './gate-lane';
import { StageChain } from './stage-chain';

/** One program in one process: the gate, and the stages one after the other, on facts in the order of their arrival. */
export class ProgramLane implements ArrivalLane {
  private readonly gate: GateLane;
  private readonly stages: StageChain;

  constructor(program: ProgramTerms) {
    this.stages = new StageChain(program);
    this.gate = new GateLane(program, this.stages.answers);
  }

  /** The program's terms by the facts that were accepted. */
  get program(): ProgramTerms {
    return this.gate.program;
  }

  get clock(): Instant | null {
    return this.gate.clock;
  }

  /** Judges an arrival and, if it is accepted, takes it through all stages. */
  take(offered: Offered): LaneStep {
    const step = this.gate.take(offered);
    return step.fact === null ? step : { ...step, decisions: this.stages.decide(step.fact) };
  }

  /** Takes an arrival again that was recorded, with its verdict and what the stages decided on it. */
  resume(seq: number, offered: Offered, judgement: Judgement, decisions: Decisions): void {
    const fact = this.gate.record(seq, offered, judgement);
    if (fact !== null) this.stages.resume(fact, decisions);
  }

  /** Takes an arrival again whose verdict was recorded, and decides on it: what was recorded of its decisions is the same. */
  decideAgain(seq: number, offered: Offered, judgement: Judgement): Decisions {
    const fact = this.gate.record(seq, offered, judgement);
    return fact === null ? NOTHING_DECIDED : this.stages.decide(fact);
  }

  /** Lets everything happen that is due up to a time, as a fact of that time would, without one. */
  advanceTo(at: Instant): Decisions {
    if (this.gate.clock === null || this.gate.clock >= at) return NOTHING_DECIDED;
    const { program } = this.program;
    const event = { id: '', source: '', time: at, program, type: 'clock.advanced', data: {} } as const;
    return this.stages.decide({ seq: this.gate.seq + 1, clock: at, event });
  }
}
