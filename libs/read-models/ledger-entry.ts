import type { Arrival } from '@ledger/stages/intake/log-entry';
import type { Decision } from '@ledger/stages/stage';

/** Something was offered to a program and got its verdict. */
export interface ArrivalEntry {
  readonly program: string;
  readonly seq: number;
  readonly arrival: Arrival;
}

/** A stage decided something on the fact at `seq`. */
export interface DecisionEntry {
  readonly program: string;
  readonly seq: number;
  readonly decision: Decision;
}

/** All that the read models are made from, in the order in which it was recorded. */
export type LedgerEntry = ArrivalEntry | DecisionEntry;

/**
 * Entries between two positions of the event store: those after `fromCheckpoint` up to and including `toCheckpoint`,
 * in order. A batch without entries moves the checkpoint only.
 */
export interface ProjectedBatch {
  readonly fromCheckpoint: bigint;
  readonly toCheckpoint: bigint;
  readonly entries: readonly LedgerEntry[];
}
