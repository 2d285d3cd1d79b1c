import type { Instant } from '@ledger/kernel/instant';
import type { ProgramTerms } from '@ledger/program/program-terms';
import { AttributionStage } from '@ledger/stages/attribution/attribution.stage';
import { Gate, type Judgement, type Offered } from '@ledger/stages/intake/gate';
import type { Arrival } from '@ledger/stages/intake/log-entry';
import type { JointCustomersAt } from '@ledger/stages/intake/partner-rules';
import { NOTHING_DECIDED, type Fact } from '@ledger/stages/stage';
import type { ArrivalLane, LaneStep } from './arrival-lane';
import { fingerprint } from './fingerprint';

/** The gate of a program with its count of arrivals and facts: judges, numbers, remembers. */
export class GateLane implements ArrivalLane {
  private readonly gate: Gate;
  private lastSeq = 0;
  private facts = 0;

  constructor(
    readonly program: ProgramTerms,
    jointCustomersAt: JointCustomersAt,
  ) {
    this.gate = new Gate(program, jointCustomersAt, fingerprint);
  }

  get clock(): Instant | null {
    return this.gate.clock;
  }

  /** The number of the last arrival. */
  get seq(): number {
    return this.lastSeq;
  }

  /** How many arrivals were accepted. */
  get factNumber(): number {
    return this.facts;
  }

  take(offered: Offered): LaneStep {
    const judgement = this.gate.judge(offered);
    const { verdict, duplicateOf } = judgement;
    const fact = this.record(this.lastSeq + 1, offered, judgement);
    const { id, source, type: eventType } = offered.envelope;
    const { program } = this.program;
    const arrival: Arrival = { program, seq: this.lastSeq, verdict, clock: this.gate.clock, id, source, eventType };
    const factNumber = fact === null ? null : this.facts;
    return { arrival, duplicateOf, fact, factNumber, decisions: NOTHING_DECIDED };
  }

  /** Makes a judged arrival known, new or recorded; answers its fact if it was accepted. */
  record(seq: number, offered: Offered, judgement: Judgement): Fact | null {
    this.lastSeq = seq;
    this.gate.record(seq, offered, judgement);
    const { read } = offered;
    const { clock } = this.gate;
    if (judgement.verdict.type !== 'accepted' || read?.ok !== true || clock === null) return null;
    this.facts += 1;
    return { seq, clock, event: read.event };
  }
}

/**
 * A gate that stands alone, as in the cluster: where its judgement needs what the attribution stage knows (joint
 * customers before a tier), it asks an attribution stage of its own, which sees the same facts and so says the same.
 */
export class StandaloneGateLane implements ArrivalLane {
  private readonly lane: GateLane;
  private readonly attribution: AttributionStage | null;

  constructor(readonly program: ProgramTerms) {
    const asks = program.versions.some(({ tiers }) => tiers.some(({ jointCustomers }) => jointCustomers > 0));
    this.attribution = asks ? new AttributionStage(program) : null;
    this.lane = new GateLane(program, (partner, at) => this.attribution?.jointCustomersAt(partner, at) ?? 0);
  }

  get seq(): number {
    return this.lane.seq;
  }

  get factNumber(): number {
    return this.lane.factNumber;
  }

  take(offered: Offered): LaneStep {
    const step = this.lane.take(offered);
    if (step.fact !== null) this.attribution?.decide(step.fact, NOTHING_DECIDED);
    return step;
  }

  /** Takes an arrival again that was recorded. */
  resume(seq: number, offered: Offered, judgement: Judgement): void {
    const fact = this.lane.record(seq, offered, judgement);
    if (fact !== null) this.attribution?.decide(fact, NOTHING_DECIDED);
  }
}
