import type { Instant } from '@ledger/kernel/instant';
import type { ProgramTerms } from '@ledger/program/program-terms';
import { AttributionStage } from '@ledger/stages/attribution/attribution.stage';
import { CommissionStage } from '@ledger/stages/commission/commission.stage';
import type { Judgement, Offered } from '@ledger/stages/intake/gate';
import { PartnerStatusStage } from '@ledger/stages/partner-status/partner-status.stage';
import { PayoutStage } from '@ledger/stages/payout/payout.stage';
import { NOTHING_DECIDED, type Decisions, type Fact } from '@ledger/stages/stage';
import type { ArrivalLane, LaneStep } from './arrival-lane';
import { GateLane } from './gate-lane';

/** One program in one process: the gate, and the stages one after the other, on facts in the order of their arrival. */
export class ProgramLane implements ArrivalLane {
  private readonly gate: GateLane;
  private readonly attribution: AttributionStage;
  private readonly status: PartnerStatusStage;
  private readonly commission: CommissionStage;
  private readonly payout: PayoutStage;

  constructor(readonly program: ProgramTerms) {
    this.attribution = new AttributionStage(program);
    this.status = new PartnerStatusStage(program);
    this.commission = new CommissionStage(program);
    this.payout = new PayoutStage(program);
    this.gate = new GateLane(program, (partner, at) => this.attribution.jointCustomersAt(partner, at));
  }

  get clock(): Instant | null {
    return this.gate.clock;
  }

  /** Judges an arrival and, if it is accepted, takes it through all stages. */
  take(offered: Offered): LaneStep {
    const step = this.gate.take(offered);
    return step.fact === null ? step : { ...step, decisions: this.decide(step.fact) };
  }

  /** Takes an arrival again that was recorded, with its verdict and what the stages decided on it. */
  resume(seq: number, offered: Offered, judgement: Judgement, decisions: Decisions): void {
    const fact = this.gate.record(seq, offered, judgement);
    if (fact === null) return;
    this.attribution.resume(fact, decisions, decisions.attribution);
    this.status.resume(fact, decisions, decisions['partner-status']);
    this.commission.resume(fact, decisions, decisions.commission);
    this.payout.resume(fact, decisions, decisions.payout);
  }

  /** Takes an arrival again whose verdict was recorded, and decides on it: what was recorded of its decisions is the same. */
  decideAgain(seq: number, offered: Offered, judgement: Judgement): Decisions {
    const fact = this.gate.record(seq, offered, judgement);
    return fact === null ? NOTHING_DECIDED : this.decide(fact);
  }

  /** Lets everything happen that is due up to a time, as a fact of that time would, without one. */
  advanceTo(at: Instant): Decisions {
    if (this.gate.clock === null || this.gate.clock >= at) return NOTHING_DECIDED;
    const { program } = this.program;
    const event = { id: '', source: '', time: at, program, type: 'clock.advanced', data: {} } as const;
    return this.decide({ seq: this.gate.seq + 1, clock: at, event });
  }

  private decide(fact: Fact): Decisions {
    const attribution = this.attribution.decide(fact, NOTHING_DECIDED);
    const status = this.status.decide(fact, { ...NOTHING_DECIDED, attribution });
    const commission = this.commission.decide(fact, { ...NOTHING_DECIDED, attribution, 'partner-status': status });
    const before = { attribution, 'partner-status': status, commission, payout: [] };
    return { ...before, payout: this.payout.decide(fact, before) };
  }
}
