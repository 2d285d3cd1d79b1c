import type { BrokenEnvelope, Envelope } from '@ledger/contracts/read-envelope';
import type { Instant } from '@ledger/kernel/instant';
import type { ProgramTerms } from '@ledger/program/program-terms';
import { AttributionStage } from '@ledger/stages/attribution/attribution.stage';
import { CommissionStage } from '@ledger/stages/commission/commission.stage';
import { Gate } from '@ledger/stages/intake/gate';
import type { Arrival } from '@ledger/stages/intake/log-entry';
import { PartnerStatusStage } from '@ledger/stages/partner-status/partner-status.stage';
import { PayoutStage } from '@ledger/stages/payout/payout.stage';
import { NOTHING_DECIDED, type Decisions, type Fact } from '@ledger/stages/stage';

export interface LaneStep {
  readonly arrival: Arrival;
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
  private seq = 0;

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
  take(envelope: Envelope | BrokenEnvelope, content: string): LaneStep {
    const judgement = this.gate.judge(envelope, content);
    if (envelope.ok) this.gate.record(envelope, content, judgement);
    this.seq += 1;
    const { id, source, type: eventType } = envelope;
    const { verdict, event } = judgement;
    const clock = this.gate.clock;
    const arrival: Arrival = { program: this.program.program, seq: this.seq, verdict, clock, id, source, eventType };
    if (verdict.type !== 'accepted' || event === null || clock === null) {
      return { arrival, fact: null, decisions: NOTHING_DECIDED };
    }
    const fact: Fact = { seq: this.seq, clock, event };
    return { arrival, fact, decisions: this.decide(fact) };
  }

  /** Lets everything happen that is due up to a time, as a fact of that time would, without one. */
  advanceTo(at: Instant): Decisions {
    if (this.gate.clock === null || this.gate.clock >= at) return NOTHING_DECIDED;
    const { program } = this.program;
    const event = { id: '', source: '', time: at, program, type: 'clock.advanced', data: {} } as const;
    return this.decide({ seq: this.seq + 1, clock: at, event });
  }

  private decide(fact: Fact): Decisions {
    const attribution = this.attribution.decide(fact, NOTHING_DECIDED);
    const status = this.status.decide(fact, { ...NOTHING_DECIDED, attribution });
    const commission = this.commission.decide(fact, { ...NOTHING_DECIDED, attribution, 'partner-status': status });
    const before = { attribution, 'partner-status': status, commission, payout: [] };
    return { ...before, payout: this.payout.decide(fact, before) };
  }
}
