import type { Instant } from '@ledger/kernel/instant';
import type { ProgramTerms } from '@ledger/program/program-terms';
import { AttributionStage } from '@ledger/stages/attribution/attribution.stage';
import { CommissionStage } from '@ledger/stages/commission/commission.stage';
import { Gate, type Judgement, type Offered } from '@ledger/stages/intake/gate';
import type { Arrival } from '@ledger/stages/intake/log-entry';
import { PartnerStatusStage } from '@ledger/stages/partner-status/partner-status.stage';
import { PayoutStage } from '@ledger/stages/payout/payout.stage';
import { NOTHING_DECIDED, type Decisions, type Fact } from '@ledger/stages/stage';

export interface LaneStep {
  readonly arrival: Arrival;
  /** The arrival that this one repeats exactly; null: none. */
  readonly duplicateOf: number | null;
  /** The fact, if the arrival was accepted. */
  readonly fact: Fact | null;
  readonly decisions: Decisions;
}

/** One program in one process: the gate, and the stages one after the other, on facts in the order of their arrival. */
export class ProgramLane {
  private readonly gate: Gate;
  private readonly attribution: AttributionStage;
  private readonly status: PartnerStatusStage;
  private readonly commission: CommissionStage;
  private readonly payout: PayoutStage;
  private lastSeq = 0;

  constructor(
    readonly program: ProgramTerms,
    fingerprint: (content: string) => string,
  ) {
    this.attribution = new AttributionStage(program);
    this.status = new PartnerStatusStage(program);
    this.commission = new CommissionStage(program);
    this.payout = new PayoutStage(program);
    this.gate = new Gate(program, (partner, at) => this.attribution.jointCustomersAt(partner, at), fingerprint);
  }

  get clock(): Instant | null {
    return this.gate.clock;
  }

  /** Judges an arrival and, if it is accepted, takes it through all stages. */
  take(offered: Offered): LaneStep {
    const judgement = this.gate.judge(offered);
    const seq = (this.lastSeq += 1);
    this.gate.record(seq, offered, judgement);
    const { id, source, type: eventType } = offered.envelope;
    const { verdict, duplicateOf } = judgement;
    const clock = this.gate.clock;
    const arrival: Arrival = { program: this.program.program, seq, verdict, clock, id, source, eventType };
    const fact = verdict.type === 'accepted' ? this.factOf(seq, offered) : null;
    return { arrival, duplicateOf, fact, decisions: fact === null ? NOTHING_DECIDED : this.decide(fact) };
  }

  /** Takes an arrival again that was recorded, with its verdict and what the stages decided on it. */
  resume(seq: number, offered: Offered, judgement: Judgement, decisions: Decisions): void {
    this.lastSeq = seq;
    this.gate.record(seq, offered, judgement);
    const fact = judgement.verdict.type === 'accepted' ? this.factOf(seq, offered) : null;
    if (fact === null) return;
    this.attribution.resume(fact, decisions, decisions.attribution);
    this.status.resume(fact, decisions, decisions['partner-status']);
    this.commission.resume(fact, decisions, decisions.commission);
    this.payout.resume(fact, decisions, decisions.payout);
  }

  private factOf(seq: number, { read }: Offered): Fact | null {
    const { clock } = this.gate;
    return read?.ok === true && clock !== null ? { seq, clock, event: read.event } : null;
  }

  /** Lets everything happen that is due up to a time, as a fact of that time would, without one. */
  advanceTo(at: Instant): Decisions {
    if (this.gate.clock === null || this.gate.clock >= at) return NOTHING_DECIDED;
    const { program } = this.program;
    const event = { id: '', source: '', time: at, program, type: 'clock.advanced', data: {} } as const;
    return this.decide({ seq: this.lastSeq + 1, clock: at, event });
  }

  private decide(fact: Fact): Decisions {
    const attribution = this.attribution.decide(fact, NOTHING_DECIDED);
    const status = this.status.decide(fact, { ...NOTHING_DECIDED, attribution });
    const commission = this.commission.decide(fact, { ...NOTHING_DECIDED, attribution, 'partner-status': status });
    const before = { attribution, 'partner-status': status, commission, payout: [] };
    return { ...before, payout: this.payout.decide(fact, before) };
  }
}
