import { setImmediate as nextTurn } from 'node:timers/promises';
import type { EventStore } from '@ledger/event-store/event-store';
import type { ProgramTerms } from '@ledger/program/program-terms';
import type { Decision, StageName } from '@ledger/stages/stage';
import { appendDecided } from '../log/append-decided';
import { decisionEvent, type DecisionEvent, type PlacedDecision } from '../log/decision-events';
import { lookingFarEnough } from '../log/recorded-decisions';
import type { RunnerMetrics } from '../runner-metrics';
import { recordedFacts } from './recorded-facts';
import { recoverStage, type RecoveredStage } from './recover-stage';
import { referredFact } from './referred-fact';
import { isReferred, seqOf, type ReferredFact, type StagedFact } from './staged-fact';

const EVENTS_A_TURN = 2_000;

export interface StageLaneOptions {
  readonly store: EventStore;
  readonly stage: StageName;
  /** What the program begins with: terms that were recorded before its facts, or none (`unpublishedProgram`). */
  readonly program: ProgramTerms;
  readonly metrics: RunnerMetrics;
  readonly failpoint?: (name: string) => void;
}

/** What the lane was given does not fit the log, or somebody recorded other decisions: the lane must not go on. */
export class LaneOutOfStep extends Error {
  override readonly name = 'LaneOutOfStep';
}

/** A fact with this stage's decisions, to be passed on. */
export interface DecidedFact {
  readonly staged: StagedFact;
  readonly decisions: readonly Decision[];
}

/**
 * One stage of one program in the cluster: takes batches of facts in their order, decides, records. A fact that it has
 * seen is dropped; facts that are missing (an older instance sent old ones again, and the newer ones were done before)
 * are taken from the log. After a failure it throws away what it has in memory and starts again from the log.
 */
export class StageLane {
  private current: RecoveredStage | null = null;
  private lastSeq = 0;

  constructor(private readonly options: StageLaneOptions) {}

  /** Where the lane stands; null: it has not taken anything since it started, or since it failed. */
  get position(): { readonly seq: number; readonly factNumber: number } | null {
    return this.current === null ? null : { seq: this.lastSeq, factNumber: this.current.factNumber };
  }

  /** Decides on the facts that are new, records the decisions, and answers the facts to pass on. */
  async handle(batch: readonly (StagedFact | ReferredFact)[]): Promise<readonly DecidedFact[]> {
    try {
      const decided: DecidedFact[] = [];
      for (const given of batch) {
        if (this.current !== null && seqOf(given) <= this.lastSeq) continue;
        const staged = isReferred(given) ? await referredFact(this.options.store, given) : given;
        for (const due of await this.dueBefore(staged)) decided.push(this.decide(due));
        decided.push(this.decide(staged));
      }
      this.options.failpoint?.('after-decide');
      await this.record(decided);
      return decided;
    } catch (error) {
      this.current = null;
      throw error;
    }
  }

  /** The facts of the log between the last one taken and this one; as a rule there are none. */
  private async dueBefore({ fact, factNumber }: StagedFact): Promise<readonly StagedFact[]> {
    const { store, stage, program } = this.options;
    this.current ??= await recoverStage(store, stage, program, fact.seq);
    const taken = this.current.factNumber;
    if (factNumber <= taken + 1) return [];
    return lookingFarEnough(async (lookahead) => {
      const due: StagedFact[] = [];
      for await (const { staged } of recordedFacts(store, { stage, program, beforeSeq: fact.seq, lookahead })) {
        if (staged.factNumber > taken) due.push(staged);
      }
      return due;
    });
  }

  private decide(staged: StagedFact): DecidedFact {
    const { stage: name, program } = this.options;
    const { fact, factNumber } = staged;
    if (this.current === null || factNumber !== this.current.factNumber + 1) {
      throw new LaneOutOfStep(
        `${name} of ${program.program}: fact ${factNumber} (seq ${fact.seq}) came after fact ${this.current?.factNumber ?? 0}`,
      );
    }
    const { stage, terms } = this.current;
    terms.record(fact.event);
    const decisions = stage.decide(fact, staged.decisions);
    this.current = { ...this.current, factNumber };
    this.lastSeq = fact.seq;
    return { staged: { ...staged, decisions: { ...staged.decisions, [name]: decisions } }, decisions };
  }

  /** Of some facts there are very many: in between, the process says that it lives. */
  private async eventsOf(decided: readonly DecidedFact[]): Promise<DecisionEvent[]> {
    const { stage, program } = this.options;
    const events: DecisionEvent[] = [];
    const { calendar } = this.current?.terms ?? program;
    for (const { staged, decisions } of decided) {
      const { seq, event } = staged.fact;
      for (const [index, decision] of decisions.entries()) {
        const placed: PlacedDecision = { program: program.program, seq, stage, index, decision };
        events.push(decisionEvent(placed, event.id, calendar));
        if (events.length % EVENTS_A_TURN === 0) await nextTurn();
      }
    }
    return events;
  }

  private async record(decided: readonly DecidedFact[]): Promise<void> {
    const { store, stage, program, metrics, failpoint } = this.options;
    const events = await this.eventsOf(decided);
    if (events.length === 0 || this.current === null) return;
    const appending = appendDecided(store, this.current.revisions.requestsFor(events));
    failpoint?.('append-sent');
    const conflict = await appending;
    if (conflict !== null) {
      const { stream, expected, actual } = conflict;
      throw new LaneOutOfStep(
        `${stage} of ${program.program}: ${stream} holds other events than are decided now (it is at revision ${actual}; ` +
          `${expected} was expected): do all instances run the same version?`,
      );
    }
    metrics.decided(program.program, stage, events.length);
    metrics.appended(events.length);
    failpoint?.('after-append');
  }
}
