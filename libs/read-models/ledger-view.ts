/** Times are written as `YYYY-MM-DDTHH:MM:SS.mmmZ`, months as `YYYY-MM`, amounts in minor units (contract.md, section 2). */

export interface PartnerEntry {
  readonly partner: string;
  readonly type: string;
  readonly tier: string | null;
  readonly application: string;
  readonly status: string;
  readonly lockedUntil: string | null;
  readonly promotion: string | null;
  /** The number of wins by quarter, such as `2026-Q1`. */
  readonly wins: Readonly<Record<string, number>>;
  readonly customers: number;
}

export interface CreditEntry {
  readonly partner: string;
  readonly role: string;
  readonly weight: number | null;
}

export interface LostClaimEntry {
  /** Null: a sign-up with a code that nobody owns. */
  readonly partner: string | null;
  readonly claim: string;
  readonly at: string;
  readonly reason: string;
}

export interface AttributionEntry {
  readonly customer: string;
  readonly settledAt: string | null;
  readonly credits: readonly CreditEntry[];
  readonly lost: readonly LostClaimEntry[];
}

export interface LineEntry {
  readonly partner: string;
  readonly customer: string | null;
  readonly invoice: string | null;
  readonly line: string;
  readonly seq: number;
  readonly reason: string;
  readonly base: bigint | null;
  readonly rate: string | null;
  readonly amount: bigint;
  readonly currency: string;
  readonly state: string;
  readonly holds: readonly string[];
  readonly effectiveAt: string;
  readonly postedAt: string;
  readonly clearsAt: string;
  readonly paidAt: string | null;
  readonly termsVersion: number | null;
  readonly cause: string;
}

/** A line as lists for people have it: the contract's, its accounting month and the payout that it goes with. */
export interface ListedLineEntry extends LineEntry {
  readonly month: string;
  /** null: it is neither in transit nor paid. */
  readonly payout: string | null;
}

export interface StatementEntry {
  readonly partner: string;
  readonly currency: string;
  readonly month: string;
  readonly opening: bigint;
  readonly accrued: bigint;
  readonly adjusted: bigint;
  readonly reversed: bigint;
  readonly paid: bigint;
  readonly closing: bigint;
  readonly fees: bigint;
  readonly withheld: bigint;
  readonly net: bigint;
}

export interface PayoutEntry {
  readonly partner: string;
  readonly currency: string;
  readonly at: string;
  readonly payout: string;
  readonly rail: string;
  readonly gross: bigint;
  readonly fee: bigint;
  readonly withheld: bigint;
  readonly net: bigint;
  readonly lines: number;
  readonly state: string;
  readonly settledAt: string | null;
  readonly reference: string | null;
}

export interface UnpaidEntry {
  readonly partner: string;
  readonly currency: string;
  readonly hold: bigint;
  readonly payable: bigint;
  readonly inTransit: bigint;
  readonly reasons: readonly string[];
}

export interface TrialBalanceEntry {
  readonly account: string;
  readonly currency: string;
  readonly debit: bigint;
  readonly credit: bigint;
}

export interface RejectedEntry {
  readonly source: string;
  readonly id: string;
  readonly type: string;
  readonly code: string;
  readonly detail: string;
}

export interface AnomalyEntry {
  readonly code: string;
  readonly detail: string;
}

/** One program of the replay's output as of a moment, its arrays sorted as the contract says. */
export interface ProgramView {
  readonly program: string;
  /** null: nothing was accepted, or it is the program `""`. */
  readonly asOf: string | null;
  readonly ignored: number;
  partners(): AsyncIterable<PartnerEntry>;
  attributions(): AsyncIterable<AttributionEntry>;
  lines(): AsyncIterable<LineEntry>;
  /** The same lines, for lists other than the contract's. */
  listedLines(): AsyncIterable<ListedLineEntry>;
  statements(): AsyncIterable<StatementEntry>;
  payouts(): AsyncIterable<PayoutEntry>;
  unpaid(): AsyncIterable<UnpaidEntry>;
  trialBalance(): AsyncIterable<TrialBalanceEntry>;
  rejected(): AsyncIterable<RejectedEntry>;
  anomalies(): AsyncIterable<AnomalyEntry>;
}

/** What `ledger replay` and `ledger export` print, wherever the rows are kept. */
export interface LedgerView {
  /** The moment asked for, else the highest of the programs'. */
  readonly asOf: string | null;
  /** By name; `""` first. */
  readonly programs: readonly ProgramView[];
}
