import type { Instant } from '@ledger/kernel/instant';
import type { ProgramTerms } from '@ledger/program/program-terms';
import { Gate, type Judgement, type Offered } from '@ledger/stages/intake/gate';
import type { LaterStages } from '@ledger/stages/intake/later-stages';
import type { Arrival } from '@ledger/stages/intake/log-entry';
import type { Fact } from '@ledger/stages/stage';
import { fingerprint } from '../fingerprint';

/** An arrival with its verdict and its number. */
export interface JudgedArrival {
  readonly arrival: Arrival;
  /** The arrival that this one repeats exactly; null: none. */
  readonly duplicateOf: number | null;
  /** The fact, if the arrival was accepted. */
  readonly fact: Fact | null;
}

/** The gate of a program with its count of arrivals: judges, numbers, remembers. */
export class NumberingGate {
  private readonly gate: Gate;
  private lastSeq = 0;

  constructor(program: ProgramTerms, later: LaterStages) {
    this.gate = new Gate(program, later, fingerprint);
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
    return this.lastSeq;
  }

  /** Judges the next arrival. */
  judge(offered: Offered): JudgedArrival {
    const judgement = this.gate.judge(offered);
    const { verdict, duplicateOf } = judgement;
    const fact = this.note(this.lastSeq + 1, offered, judgement);
    const { id, source, type: eventType } = offered.envelope;
    const { name: program } = this.terms;
    const arrival: Arrival = { program, seq: this.lastSeq, verdict, clock: this.gate.clock, id, source, eventType };
    return { arrival, duplicateOf, fact };
  }

  /** Makes a judged arrival known, new or recorded; answers its fact if it was accepted. */
  note(seq: number, offered: Offered, judgement: Judgement): Fact | null {
    this.lastSeq = seq;
    this.gate.note(seq, offered, judgement);
    const { read } = offered;
    const { clock } = this.gate;
    if (judgement.verdict.type !== 'accepted' || read?.ok !== true || clock === null) return null;
    return { seq, clock, event: read.event };
  }
}
