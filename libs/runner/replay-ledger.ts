import type { BrokenEnvelope, Envelope } from '@ledger/contracts/read-envelope';
import type { Instant } from '@ledger/kernel/instant';
import { unpublishedProgram, type ProgramTerms } from '@ledger/program/program-terms';
import type { Offered } from '@ledger/stages/intake/gate';
import type { Arrival, Verdict } from '@ledger/stages/intake/log-entry';
import { STAGES, type Decision, type Decisions } from '@ledger/stages/stage';
import type { LaneStep } from './arrival-lane';
import { ProgramLane } from './program-lane';
import { readOffer } from './read-offer';
import { unassignedArrival } from './unassigned-arrival';

/** Takes what a lane records, in its order. */
export interface LedgerSink {
  arrived(arrival: Arrival): void;
  decided(program: string, decision: Decision): void;
}

export interface ReplayOptions {
  /** The programs to run. */
  readonly programs: readonly ProgramTerms[];
  /** Names of further known programs, whose events are passed over. */
  readonly skipped: ReadonlySet<string>;
  readonly asOf: Instant | null;
}

/** The memory runtime: all programs in one process, nothing kept but their state (contract.md, section 2). */
export class ReplayLedger {
  private readonly lanes: Map<string, ProgramLane>;
  private unassigned = 0;

  constructor(
    private readonly options: ReplayOptions,
    private readonly sink: LedgerSink,
  ) {
    this.lanes = new Map(options.programs.map((program) => [program.program, new ProgramLane(program)]));
  }

  /** Takes one parsed line of the input. */
  take(value: unknown): void {
    const offered = readOffer(value);
    const { envelope } = offered;
    if (this.options.skipped.has(envelope.program) || this.isAfterEnd(envelope)) return;
    const lane = this.lanes.get(envelope.program);
    if (lane === undefined) return this.takeOfUnknown(offered);
    this.recordStep(lane.take(offered));
  }

  /** The terms of a program as the facts left them; undefined: there is no such program. */
  termsOf(program: string): ProgramTerms | undefined {
    return this.lanes.get(program)?.program;
  }

  /** The first terms that are published for a program make it known. */
  private takeOfUnknown(offered: Offered): void {
    const { envelope } = offered;
    if (envelope.type !== 'terms.published') return this.refuse(envelope, null);
    const lane = new ProgramLane(unpublishedProgram(envelope.program));
    const step = lane.take(offered);
    if (step.fact === null) return this.refuse(envelope, step.arrival.verdict);
    this.lanes.set(envelope.program, lane);
    this.recordStep(step);
  }

  private recordStep({ arrival, decisions }: LaneStep): void {
    this.sink.arrived(arrival);
    this.record(arrival.program, decisions);
  }

  /** Brings every clock that runs to the end asked for. */
  finish(): void {
    const { asOf } = this.options;
    if (asOf === null) return;
    for (const [program, lane] of this.lanes) this.record(program, lane.advanceTo(asOf));
  }

  private isAfterEnd(envelope: Envelope | BrokenEnvelope): boolean {
    const { asOf } = this.options;
    if (asOf === null || !envelope.ok) return false;
    return envelope.time > asOf || (envelope.clock !== undefined && envelope.clock > asOf);
  }

  private refuse(envelope: Envelope | BrokenEnvelope, refusal: Verdict | null): void {
    this.unassigned += 1;
    this.sink.arrived(unassignedArrival(envelope, this.unassigned, refusal));
  }

  private record(program: string, decisions: Decisions): void {
    for (const stage of STAGES) for (const decision of decisions[stage]) this.sink.decided(program, decision);
  }
}
