import type { ProgramRow } from '../tables/programs';
import type { PostingRow } from '../tables/postings';
import type { StatementMonthRow } from '../tables/statement-months';
import type { TrialBalanceRow } from '../tables/trial-balance';

/** An accepted event by its place among what arrived for its program. */
export interface PlacedEvent {
  readonly seq: number;
  readonly source: string;
  readonly id: string;
  readonly eventType: string;
}

/** What the journal of one program is made from. */
export interface JournalRows {
  /** Which program, and how far its log has come. */
  readonly about: ProgramRow;
  /** The months with lines or payouts. */
  months(): AsyncIterable<StatementMonthRow>;
  /** By account, currency. */
  trialBalance(): AsyncIterable<TrialBalanceRow>;
  /** In the order of `byPosting`. */
  postings(): AsyncIterable<PostingRow>;
  /** The accepted events by `seq`, of which each posting names one; those that posted nothing may be left out. */
  events(): AsyncIterable<PlacedEvent>;
}
