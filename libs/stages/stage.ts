import type { LedgerEvent } from '@ledger/contracts/events';
import type { Instant } from '@ledger/kernel/instant';
import type { AttributionDecision } from './attribution/attribution.decisions';
import type { CommissionDecision } from './commission/commission.decisions';
import type { StatusDecision } from './partner-status/status.decisions';
import type { PayoutDecision } from './payout/payout.decisions';

/** An accepted event in the one order of its program. `clock` is what the program's clock shows once it is applied. */
export interface Fact {
  readonly seq: number;
  readonly clock: Instant;
  readonly event: LedgerEvent;
}

/** The stages behind the gate, in the order in which a fact passes them. */
export const STAGES = ['attribution', 'partner-status', 'commission', 'payout'] as const;

export type StageName = (typeof STAGES)[number];

/** What each stage decides. */
interface DecisionOf {
  readonly attribution: AttributionDecision;
  readonly 'partner-status': StatusDecision;
  readonly commission: CommissionDecision;
  readonly payout: PayoutDecision;
}

export type Decision = DecisionOf[StageName];

/** What the stages decided on one fact; a stage reads those before it. */
export type Decisions = { readonly [Name in StageName]: readonly DecisionOf[Name][] };

/** Something for each stage, in their order. */
export function forEachStage<T>(make: (stage: StageName) => T): Record<StageName, T> {
  return Object.fromEntries(STAGES.map((stage) => [stage, make(stage)])) as Record<StageName, T>;
}

export const NOTHING_DECIDED: Decisions = forEachStage(() => []);

/**
 * One stage of one program. `decide` takes a fact and what the stages before decided on it, in order of `seq`, and
 * gives this stage's own decisions. After a restart `resume` takes the same facts with the decisions that were recorded.
 * Both leave the stage in the same state; neither sees a clock, randomness or I/O.
 */
export interface Stage<D extends Decision> {
  readonly name: StageName;
  decide(fact: Fact, earlier: Decisions): readonly D[];
  resume(fact: Fact, earlier: Decisions, recorded: readonly D[]): void;
}
