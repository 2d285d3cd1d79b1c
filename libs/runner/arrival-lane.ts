import type { ProgramTerms } from '@ledger/program/program-terms';
import type { Offered } from '@ledger/stages/intake/gate';
import type { Arrival } from '@ledger/stages/intake/log-entry';
import type { Decisions, Fact } from '@ledger/stages/stage';

/** What became of an arrival in a lane. */
export interface LaneStep {
  readonly arrival: Arrival;
  /** The arrival that this one repeats exactly; null: none. */
  readonly duplicateOf: number | null;
  /** The fact, if the arrival was accepted. */
  readonly fact: Fact | null;
  /** The how-manieth fact of its program it is, from 1; null: it was not accepted. */
  readonly factNumber: number | null;
  /** What the stages of this process decided on it. */
  readonly decisions: Decisions;
}

/** Where the arrivals of one program are judged, one after the other. */
export interface ArrivalLane {
  readonly program: ProgramTerms;
  take(offered: Offered): LaneStep;
}
