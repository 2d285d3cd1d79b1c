import type { Month } from '@ledger/kernel/calendar';
import type { Instant } from '@ledger/kernel/instant';
import type { AmountMinor } from '@ledger/kernel/money';
import type { MonthSums } from '../tables/statement-months';
import type { PayoutRow } from '../tables/payouts';

/** The statements of all partners of a month in one currency, added up. */
export interface MonthTotal extends MonthSums {
  readonly currency: string;
  /** How many statements. */
  readonly accounts: number;
  readonly openingMinor: AmountMinor;
}

/** Lines of months that would be closed, which one thing keeps in hold; others may hold the same lines. */
export interface HeldLines {
  readonly reason: string;
  readonly currency: string;
  readonly lines: number;
  readonly amountMinor: AmountMinor;
}

/** An invoice under dispute, and what a partner has in hold for it. */
export interface OpenDispute {
  readonly invoice: string;
  readonly customer: string;
  readonly partner: string;
  readonly currency: string;
  readonly lines: number;
  readonly amountMinor: AmountMinor;
}

/** A rejected event that nobody has mended, and that belongs to a month that would be closed. */
export interface OpenRejection {
  readonly seq: number;
  readonly source: string;
  readonly id: string;
  readonly eventType: string;
  readonly code: string;
  readonly detail: string;
  /** Its own time; where it cannot be read, when it arrived. */
  readonly at: Instant | null;
}

/** What a person looks at before an accounting month is closed, with all before it (payouts.md, Closing). */
export interface MonthReview {
  readonly program: string;
  readonly month: Month;
  /** What the program's clock shows; null: nothing was accepted yet. */
  readonly clock: Instant | null;
  /** The month through which the books are closed; null: none is. */
  readonly closedThrough: Month | null;
  /** The first instant of the month after it. */
  readonly endsAt: Instant;
  /** Where what belongs to it posts once it is closed: the first instant of the earliest month that is open then. */
  readonly postsFrom: Instant;
  readonly totals: readonly MonthTotal[];
  readonly inTransit: readonly PayoutRow[];
  readonly proposals: readonly PayoutRow[];
  readonly disputes: readonly OpenDispute[];
  readonly held: readonly HeldLines[];
  readonly rejected: readonly OpenRejection[];
}

/** Whether the month can be closed now, and if not why. */
export function closability({ month, clock, closedThrough, endsAt }: MonthReview): 'open' | 'closed' | 'not_ended' {
  if (closedThrough !== null && month <= closedThrough) return 'closed';
  return clock === null || clock < endsAt ? 'not_ended' : 'open';
}
