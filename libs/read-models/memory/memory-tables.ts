import type { Month } from '@ledger/kernel/calendar';
import type { Instant } from '@ledger/kernel/instant';
import type { AmountMinor } from '@ledger/kernel/money';
import type { LineHold } from '@ledger/stages/commission/commission.decisions';
import type { EntriesByLine } from '@ledger/stages/facts/entries-by-line';
import type { LineState } from '@ledger/stages/payout/payout-account';
import type { ApprovalWait } from '@ledger/stages/payout/payout.decisions';
import type { StandingColumns } from '../changes/row-change';
import type {
  AnomalyRow,
  AttributionRow,
  CountedCustomerRow,
  LineRow,
  PayoutProfileRow,
  PayoutRow,
  RejectedRow,
} from '../rows';

/** A row of the ledger that moves from hold to paid in place. */
export interface MemoryLine extends LineRow {
  state: LineState;
  paidAt: Instant | null;
  payout: string | null;
  /** The next one of its invoice: a chain costs a third of what an array costs for a handful of lines. */
  next: MemoryLine | null;
}

/** The lines of one invoice; a line is found by walking them from the one that was found last, or by an index where they are many. */
export interface MemoryInvoice {
  /** Partner → what holds its lines; null: nothing holds any. */
  holds: Map<string, readonly LineHold[]> | null;
  first: MemoryLine | null;
  last: MemoryLine | null;
  found: MemoryLine | null;
  /** Made at the first walk that was a long one. */
  index: EntriesByLine<MemoryLine> | null;
}

/** The lines of an invoice in the order in which they were posted. */
export function* linesOf(invoice: MemoryInvoice): Iterable<MemoryLine> {
  for (let line = invoice.first; line !== null; line = line.next) yield line;
}

export interface MemoryMonth {
  accruedMinor: AmountMinor;
  adjustedMinor: AmountMinor;
  reversedMinor: AmountMinor;
  paidMinor: AmountMinor;
  feesMinor: AmountMinor;
  withheldMinor: AmountMinor;
}

export interface MemoryAccount {
  holdMinor: AmountMinor;
  payableMinor: AmountMinor;
  inTransitMinor: AmountMinor;
  approval: ApprovalWait | null;
  readonly months: Map<Month, MemoryMonth>;
}

export interface MemoryPartner {
  standing: StandingColumns | null;
  promotion: string | null;
  promotionRate: string | null;
  profile: PayoutProfileRow | null;
  readonly customers: Map<string, CountedCustomerRow>;
  readonly accounts: Map<string, MemoryAccount>;
}

export interface MemoryTotals {
  debitMinor: AmountMinor;
  creditMinor: AmountMinor;
}

/** All rows of one program. */
export interface MemoryTables {
  clock: Instant | null;
  arrivals: number;
  ignored: number;
  lastSeq: number;
  readonly partners: Map<string, MemoryPartner>;
  readonly attributions: Map<string, AttributionRow>;
  readonly invoices: Map<string, MemoryInvoice>;
  /** The lines of the partners' own, by partner. */
  readonly ownLines: Map<string, MemoryInvoice>;
  readonly payouts: Map<string, PayoutRow>;
  /** By account, then currency. */
  readonly totals: Map<string, Map<string, MemoryTotals>>;
  readonly rejected: RejectedRow[];
  readonly anomalies: Map<string, AnomalyRow>;
}

export function emptyTables(): MemoryTables {
  return {
    clock: null,
    arrivals: 0,
    ignored: 0,
    lastSeq: 0,
    partners: new Map(),
    attributions: new Map(),
    invoices: new Map(),
    ownLines: new Map(),
    payouts: new Map(),
    totals: new Map(),
    rejected: [],
    anomalies: new Map(),
  };
}
