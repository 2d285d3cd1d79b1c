import type { Instant } from '@ledger/kernel/instant';
import type { ProgramTerms } from '@ledger/program/program-terms';
import type { Judgement, Offered } from '@ledger/stages/intake/gate';
import { NOTHING_DECIDED, STAGES, type Decisions } from '@ledger/stages/stage';
import { NumberingGate, type JudgedArrival } from './numbering-gate';
import type { Slice } from './slice';
import { StageSlice } from './stage-slice';

/** What became of an arrival in a pipeline. */
export interface PipelineStep extends JudgedArrival {
  /** The how-manieth fact of its program it is, from 1; null: it was not accepted. */
  readonly factNumber: number | null;
  /** What the stages of this process decided on it. */
  readonly decisions: Decisions;
}

/**
 * One program from its gate on: arrivals in their order are judged, and those that are accepted go through the stages.
 *
 * Where all stages decide in this process, the gate asks them what it needs to know of later ones. A gate that stands
 * alone, as in the cluster, has stages of its own for that (docs/adr/0003, 0015): they see the same facts as those of
 * the other services, and so say the same. Only those are there that somebody asked for: a program without answers of
 * rails needs none.
 */
export class Pipeline {
  private readonly gate: NumberingGate;
  private readonly stages: StageSlice;

  /** `asked`: the stages that are there for the gate alone, whose decisions are no news; null: all decide here. */
  constructor(
    program: ProgramTerms,
    readonly asked: Slice | null = null,
  ) {
    this.stages = new StageSlice(program, asked ?? STAGES);
    this.gate = new NumberingGate(program, this.stages.answers);
  }

  /** The program's terms by the facts that were accepted. */
  get terms(): ProgramTerms {
    return this.gate.terms;
  }

  get clock(): Instant | null {
    return this.gate.clock;
  }

  /** The number of the last arrival. */
  get seq(): number {
    return this.gate.seq;
  }

  /** How many arrivals were accepted. */
  get factNumber(): number {
    return this.stages.factNumber;
  }

  /** Judges an arrival and, if it is accepted, takes it through the stages. */
  judge(offered: Offered): PipelineStep {
    const judged = this.gate.judge(offered);
    if (judged.fact === null) return { ...judged, factNumber: null, decisions: NOTHING_DECIDED };
    const decided = this.stages.decide(judged.fact);
    const decisions = this.asked === null ? decided : NOTHING_DECIDED;
    return { ...judged, factNumber: this.factNumber, decisions };
  }

  /** Follows an arrival that was recorded, by its verdict and what the stages decided on it. */
  resume(seq: number, offered: Offered, judgement: Judgement, recorded: Decisions): void {
    const fact = this.gate.note(seq, offered, judgement);
    if (fact !== null) this.stages.resume(fact, recorded);
  }

  /** Follows an arrival whose verdict was recorded, and decides on it: what was recorded of its decisions is the same. */
  decideAgain(seq: number, offered: Offered, judgement: Judgement): Decisions {
    const fact = this.gate.note(seq, offered, judgement);
    return fact === null ? NOTHING_DECIDED : this.stages.decide(fact);
  }

  /** Lets everything happen that is due up to a time, as a fact of that time would, without one. */
  advanceTo(at: Instant): Decisions {
    if (this.gate.clock === null || this.gate.clock >= at) return NOTHING_DECIDED;
    const { name: program } = this.terms;
    const event = { id: '', source: '', time: at, program, type: 'clock.advanced', data: {} } as const;
    return this.stages.decide({ seq: this.gate.seq + 1, clock: at, event });
  }
}
