import type { Instant } from '@ledger/kernel/instant';
import type { LineKey } from '@ledger/stages/payout/payout.decisions';
import type { LineState } from '@ledger/stages/payout/payout-account';
import type { LineRow } from '../tables/lines';
import type { RejectedArrivalRow } from '../tables/rejected';

/**
 * What a store lets the fold of a table do to the rows of one program. A row that is given belongs to the store from then
 * on; one that is put or appended may have further fields, which are not kept.
 */

export interface SummedRows<Row> {
  /** Adds to the row with the same key; the first time it becomes it. */
  add(row: Row): void;
}

export interface LatestRows<Row, Key extends keyof Row> {
  /** In the place of the row with the same key. */
  put(row: Row): void;
  /** There may be none. */
  remove(key: Pick<Row, Key>): void;
}

export interface FirstRows<Row> {
  /** Unless there is a row with the same key. */
  keep(row: Row): void;
}

export interface LoggedRows<Row> {
  append(row: Row): void;
  /** Takes away whatever was appended. */
  clear(): void;
}

export interface GroupedRows<Row, Group extends keyof Row> {
  /** In the place of all rows of the group. */
  replace(group: Pick<Row, Group>, rows: readonly Row[]): void;
}

/** Lines of an account that went from one state to another. */
export interface LinesMove {
  readonly partner: string;
  readonly currency: string;
  readonly from: LineState;
  readonly to: LineState;
  /** When they were paid; null: they are not. */
  readonly paidAt: Instant | null;
  /** The payout that they go with; null: none. */
  readonly payout: string | null;
  readonly lines: readonly LineKey[];
}

export interface LinesOfProgram {
  append(row: LineRow): void;
  /** RangeError, at the latest when it is written: one of them was never posted. */
  move(move: LinesMove): void;
}

/** An event that was accepted, and where. */
export interface AcceptedEvent {
  readonly program: string;
  readonly source: string;
  readonly id: string;
  readonly seq: number;
}

export interface RejectedOfProgram {
  append(row: RejectedArrivalRow): void;
  /** Whatever waited for it under its source and id does so no more. */
  accept(event: AcceptedEvent): void;
}
