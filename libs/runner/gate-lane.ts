import type { Instant } from '@ledger/kernel/instant';
import type { ProgramTerms } from '@ledger/program/program-terms';
import { Gate, type Judgement, type Offered } from '@ledger/stages/intake/gate';
import type { LaterStages } from '@ledger/stages/intake/later-stages';
import type { Arrival } from '@ledger/stages/intake/log-entry';
import { NOTHING_DECIDED, type Fact } from '@ledger/stages/stage';
import type { ArrivalLane, LaneStep } from './arrival-lane';
import { fingerprint } from './fingerprint';

/** The gate of a program with its count of arrivals and facts: judges, numbers, remembers. */
export class GateLane implements ArrivalLane {
  private readonly gate: Gate;
  private lastSeq = 0;
  private facts = 0;

  constructor(program: ProgramTerms, later: LaterStages) {
    this.gate = new Gate(program, later, fingerprint);
  }

  /** The program's terms by the facts that were accepted. */
  get program(): ProgramTerms {
    return this.gate.terms;
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
