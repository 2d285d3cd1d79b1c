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

export type StageName = 'attribution' | 'partner-status' | 'commission' | 'payout';

/** The stages behind the gate, in the order in which a fact passes them. */
export const STAGES: readonly StageName[] = ['attribution', 'partner-status', 'commission', 'payout'];

/** What the stages decided on one fact; a stage reads those before it. */
export interface Decisions {
  readonly attribution: readonly AttributionDecision[];
  readonly 'partner-status': readonly StatusDecision[];
  readonly commission: readonly CommissionDecision[];
  readonly payout: readonly PayoutDecision[];
}

export type Decision = AttributionDecision | StatusDecision | CommissionDecision | PayoutDecision;

export const NOTHING_DECIDED: Decisions = { attribution: [], 'partner-status': [], commission: [], payout: [] };

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
