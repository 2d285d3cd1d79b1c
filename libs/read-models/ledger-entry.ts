import type { Instant } from '@ledger/kernel/instant';
import type { PublishedTerms } from '@ledger/program/program-terms';
import type { Arrival } from '@ledger/stages/intake/log-entry';
import type { Decision } from '@ledger/stages/stage';

/** What the log keeps of an arrival beside its verdict. */
export interface KeptArrival {
  /** What the wall clock showed when it arrived; where the program's clock follows the events, what that showed. */
  readonly arrivedAt: Instant | null;
  /** The event without personal data; null: it cannot be read, or repeats an earlier one. */
  readonly event: Readonly<Record<string, unknown>> | null;
  /** The reference under which the body is kept apart; null: the event says it all. */
  readonly body: string | null;
  /** Equal for what came with the same content. */
  readonly content: string;
}

/** Something was offered to a program and got its verdict. */
export interface ArrivalEntry {
  readonly program: string;
  readonly seq: number;
  readonly arrival: Arrival;
  /** Absent where nothing is kept (the memory runtime). */
  readonly kept?: KeptArrival;
  /** The version of the terms that it published; left out: none. */
  readonly published?: PublishedTerms;
}

/** A version of the terms as logs recorded it before terms were facts; it was there before everything that arrived. */
export interface TermsEntry {
  readonly program: string;
  readonly seq: 0;
  readonly recordedTerms: PublishedTerms;
}

/** A stage decided something on the fact at `seq`. */
export interface DecisionEntry {
  readonly program: string;
  readonly seq: number;
  readonly decision: Decision;
}

/** All that the read models are made from, in the order in which it was recorded. */
export type LedgerEntry = ArrivalEntry | DecisionEntry | TermsEntry;

/**
 * Entries between two positions of the event store: those after `fromCheckpoint` up to and including `toCheckpoint`,
 * in order. A batch without entries moves the checkpoint only.
 */
export interface ProjectedBatch {
  readonly fromCheckpoint: bigint;
  readonly toCheckpoint: bigint;
  readonly entries: readonly LedgerEntry[];
}
