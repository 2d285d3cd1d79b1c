import type { EventStore } from '@ledger/event-store/event-store';
import type { ProgramTerms } from '@ledger/program/program-terms';
import type { Decision, StageName } from '@ledger/stages/stage';
import { decisionEvent, type PlacedDecision } from '../log/decision-events';
import type { RunnerMetrics } from '../runner-metrics';
import { recoverStage, type RecoveredStage } from './recover-stage';
import type { StagedFact } from './staged-fact';

export interface StageLaneOptions {
  readonly store: EventStore;
  readonly stage: StageName;
  readonly program: ProgramTerms;
  readonly metrics: RunnerMetrics;
  readonly failpoint?: (name: string) => void;
}

/** A fact is missing, or another instance of the stage writes: the lane must not go on from what it has in memory. */
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
 * seen is dropped. After a failure it throws away what it has in memory and starts again from the log.
 */
export class StageLane {
  private current: RecoveredStage | null = null;
  private lastSeq = 0;

  constructor(private readonly options: StageLaneOptions) {}

  /** Decides on the facts that are new, records the decisions, and answers the facts to pass on. */
  async handle(batch: readonly StagedFact[]): Promise<readonly DecidedFact[]> {
    try {
      const decided: DecidedFact[] = [];
      for (const staged of batch) {
        if (this.current !== null && staged.fact.seq <= this.lastSeq) continue;
        decided.push(await this.decide(staged));
      }
      this.options.failpoint?.('after-decide');
      await this.record(decided);
      return decided;
    } catch (error) {
      this.current = null;
      throw error;
    }
  }

  private async decide(staged: StagedFact): Promise<DecidedFact> {
    const { store, stage: name, program } = this.options;
    const { fact, factNumber } = staged;
    this.current ??= await recoverStage(store, name, program, fact.seq);
    const { stage } = this.current;
    if (factNumber !== this.current.factNumber + 1) {
      throw new LaneOutOfStep(
        `${name} of ${program.program}: fact ${factNumber} (seq ${fact.seq}) came after fact ${this.current.factNumber}`,
      );
    }
    const decisions = stage.decide(fact, staged.decisions);
    this.current = { ...this.current, factNumber };
    this.lastSeq = fact.seq;
    return { staged: { ...staged, decisions: { ...staged.decisions, [name]: decisions } }, decisions };
  }

  private async record(decided: readonly DecidedFact[]): Promise<void> {
    const { store, stage, program, metrics, failpoint } = this.options;
    const events = decided.flatMap(({ staged: { fact }, decisions }) =>
      decisions.map((decision, index) => {
        const placed: PlacedDecision = { program: program.program, seq: fact.seq, stage, index, decision };
        return decisionEvent(placed, fact.event.id, program.calendar);
      }),
    );
    if (events.length === 0 || this.current === null) return;
    const appending = store.append(this.current.revisions.requestsFor(events));
    failpoint?.('append-sent');
    const result = await appending;
    if (!result.ok) {
      const { stream, expected, actual } = result.conflict;
      throw new LaneOutOfStep(`another ${stage} writes to ${stream}: it is at revision ${actual}, not ${expected}`);
    }
    metrics.decided(program.program, stage, events.length);
    metrics.appended(events.length);
    failpoint?.('after-append');
  }
}
