import { setImmediate as nextTurn } from 'node:timers/promises';
import type { EventStore } from '@ledger/event-store/event-store';
import type { ProgramTerms } from '@ledger/program/program-terms';
import { forEachStage } from '@ledger/stages/stage';
import { appendByStage, type EventsByStage } from '../log/append-by-stage';
import { eventsOfDecisions, type DecisionEvent } from '../log/decision-events';
import { lookingFarEnough } from '../log/recorded-decisions';
import type { Slice } from '../pipeline/slice';
import type { RunnerMetrics } from '../runner-metrics';
import { recordedFacts } from './recorded-facts';
import { recoverSlice, type RecoveredSlice } from './recover-slice';
import { referredFact } from './referred-fact';
import { isReferred, seqOf, type ReferredFact, type StagedFact } from './staged-fact';

const EVENTS_A_TURN = 2_000;

export interface SliceRunnerOptions {
  readonly store: EventStore;
  /** The stages that it runs; a service of the cluster runs one. */
  readonly slice: Slice;
  /** What the program begins with: terms that were recorded before its facts, or none (`unpublishedProgram`). */
  readonly program: ProgramTerms;
  readonly metrics: RunnerMetrics;
  readonly failpoint?: (name: string) => void;
}

/** What the stages were given does not fit the log, or somebody recorded other decisions: they must not go on. */
export class SliceOutOfStep extends Error {
  override readonly name = 'SliceOutOfStep';
}

/**
 * A slice of one program's stages in the cluster: facts come in batches, in their order, with what the stages before
 * decided; it decides, and records that. A fact that it has seen is dropped; facts that are missing (an older instance
 * sent old ones again, and the newer ones were done before) are read from the log. After a failure it throws away what
 * it has in memory and starts again from the log.
 */
export class SliceRunner {
  private current: RecoveredSlice | null = null;
  private lastSeq = 0;

  constructor(private readonly options: SliceRunnerOptions) {}

  /** The last fact that was decided; null: there was none since it started, or since it failed. */
  get position(): { readonly seq: number; readonly factNumber: number } | null {
    return this.current === null ? null : { seq: this.lastSeq, factNumber: this.current.stages.factNumber };
  }

  /** Decides on the facts that are new, records the decisions, and answers the facts with them, to pass on. */
  async decide(batch: readonly (StagedFact | ReferredFact)[]): Promise<readonly StagedFact[]> {
    try {
      const decided: StagedFact[] = [];
      for (const given of batch) {
        if (this.current !== null && seqOf(given) <= this.lastSeq) continue;
        const staged = isReferred(given) ? await referredFact(this.options.store, given) : given;
        for (const due of await this.dueBefore(staged)) decided.push(this.decideOn(due));
        decided.push(this.decideOn(staged));
      }
      this.options.failpoint?.('after-decide');
      await this.append(decided);
      return decided;
    } catch (error) {
      this.current = null;
      throw error;
    }
  }

  /** The facts of the log between the last one seen and this one; as a rule there are none. */
  private async dueBefore({ fact, factNumber }: StagedFact): Promise<readonly StagedFact[]> {
    const { store, slice, program } = this.options;
    this.current ??= await recoverSlice(store, slice, program, fact.seq);
    const seen = this.current.stages.factNumber;
    if (factNumber <= seen + 1) return [];
    return lookingFarEnough(async (lookahead) => {
      const due: StagedFact[] = [];
      for await (const { staged } of recordedFacts(store, { slice, program, beforeSeq: fact.seq, lookahead })) {
        if (staged.factNumber > seen) due.push(staged);
      }
      return due;
    });
  }

  private decideOn(staged: StagedFact): StagedFact {
    const { fact, factNumber } = staged;
    const known = this.current?.stages.factNumber ?? 0;
    if (this.current === null || factNumber !== known + 1) {
      throw new SliceOutOfStep(`${this.name}: fact ${factNumber} (seq ${fact.seq}) came after fact ${known}`);
    }
    this.lastSeq = fact.seq;
    return { ...staged, decisions: this.current.stages.decide(fact, staged.decisions) };
  }

  /** Of some facts there are very many: in between, the process says that it lives. */
  private async eventsOf(decided: readonly StagedFact[]): Promise<EventsByStage> {
    const { slice, program } = this.options;
    const events = forEachStage((): DecisionEvent[] => []);
    const { calendar } = this.current?.stages.terms ?? program;
    let count = 0;
    for (const { fact, decisions } of decided) {
      const place = { program: program.name, seq: fact.seq, id: fact.event.id };
      for (const { stage, stream, event } of eventsOfDecisions(place, decisions, calendar, slice)) {
        events[stage].push({ stream, event });
        count += 1;
        if (count % EVENTS_A_TURN === 0) await nextTurn();
      }
    }
    return events;
  }

  private async append(decided: readonly StagedFact[]): Promise<void> {
    const { store, slice, program, metrics, failpoint } = this.options;
    const events = await this.eventsOf(decided);
    const counts = slice.map((stage) => ({ stage, count: events[stage].length })).filter(({ count }) => count > 0);
    if (counts.length === 0 || this.current === null) return;
    const appending = appendByStage(store, this.current.revisions, events);
    failpoint?.('append-sent');
    const conflict = await appending;
    if (conflict !== null) {
      const { stream, expected, actual } = conflict;
      throw new SliceOutOfStep(
        `${this.name}: ${stream} holds other events than are decided now (it is at revision ${actual}; ` +
          `${expected} was expected): do all instances run the same version?`,
      );
    }
    for (const { stage, count } of counts) metrics.decided(program.name, stage, count);
    metrics.appended(counts.reduce((sum, { count }) => sum + count, 0));
    failpoint?.('after-append');
  }

  private get name(): string {
    return `${this.options.slice.join(' and ')} of ${this.options.program.name}`;
  }
}
