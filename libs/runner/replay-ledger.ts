import type { BrokenEnvelope, Envelope } from '@ledger/contracts/read-envelope';
import type { Instant } from '@ledger/kernel/instant';
import type { ProgramTerms, PublishedTerms } from '@ledger/program/program-terms';
import { publishedBy } from '@ledger/program/terms-of-facts';
import type { Arrival, Verdict } from '@ledger/stages/intake/log-entry';
import { STAGES, type Decision, type Decisions } from '@ledger/stages/stage';
import { OpenPipelines } from './pipeline/open-pipelines';
import type { PipelineStep } from './pipeline/pipeline';
import { readOffer } from './read-offer';
import { unassignedArrival } from './unassigned-arrival';

/** Takes what is judged and decided, in its order. */
export interface LedgerSink {
  /** `published`: the version of the terms that it published; null: none. */
  arrived(arrival: Arrival, published: PublishedTerms | null): void;
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
  private readonly pipelines = new OpenPipelines();
  private unassigned = 0;

  constructor(
    private readonly options: ReplayOptions,
    private readonly sink: LedgerSink,
  ) {
    for (const program of options.programs) this.pipelines.open(program);
  }

  /** Takes one parsed line of the input. */
  offer(value: unknown): void {
    const offered = readOffer(value);
    const { envelope } = offered;
    if (this.options.skipped.has(envelope.program) || this.isAfterEnd(envelope)) return;
    const judged = this.pipelines.judge(offered);
    if (judged.pipeline === null) this.refuse(envelope, judged.refusal);
    else this.recordStep(judged.step);
  }

  /** The terms of a program as the facts left them; undefined: there is no such program. */
  termsOf(program: string): ProgramTerms | undefined {
    return this.pipelines.get(program)?.terms;
  }

  private recordStep({ arrival, fact, decisions }: PipelineStep): void {
    this.sink.arrived(arrival, fact === null ? null : publishedBy(fact.event));
    this.tell(arrival.program, decisions);
  }

  /** Brings every clock that runs to the end asked for. */
  finish(): void {
    const { asOf } = this.options;
    if (asOf === null) return;
    for (const [program, pipeline] of this.pipelines) this.tell(program, pipeline.advanceTo(asOf));
  }

  private isAfterEnd(envelope: Envelope | BrokenEnvelope): boolean {
    const { asOf } = this.options;
    if (asOf === null || !envelope.ok) return false;
    return envelope.time > asOf || (envelope.clock !== undefined && envelope.clock > asOf);
  }

  private refuse(envelope: Envelope | BrokenEnvelope, refusal: Verdict | null): void {
    this.unassigned += 1;
    this.sink.arrived(unassignedArrival(envelope, this.unassigned, refusal), null);
  }

  private tell(program: string, decisions: Decisions): void {
    for (const stage of STAGES) for (const decision of decisions[stage]) this.sink.decided(program, decision);
  }
}
