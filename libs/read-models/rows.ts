import type { CalendarDate, Month, Quarter } from '@ledger/kernel/calendar';
import type { Instant } from '@ledger/kernel/instant';
import type { AmountMinor } from '@ledger/kernel/money';
import type { Rail } from '@ledger/program/terms';
import type { Credit, CreditSpan, Introduction } from '@ledger/stages/attribution/attribution.decisions';
import type { LineHold, LineReason } from '@ledger/stages/commission/commission.decisions';
import type { PartnerHold, PartnerStandingChanged } from '@ledger/stages/partner-status/status.decisions';
import type { ApprovalWait, OwnLineReason, PayoutAmounts, TaxForm } from '@ledger/stages/payout/payout.decisions';

/** What arrived for a program. `clock`: what it showed last; null: nothing was accepted yet. */
export interface ProgramRow {
  readonly program: string;
  readonly clock: Instant | null;
  readonly arrivals: number;
  readonly ignored: number;
  readonly lastSeq: number;
}

export type Application = PartnerStandingChanged['application'];

/** A partner's standing by all recorded facts, and the promotion whose slot it took. */
export interface PartnerRow {
  readonly partner: string;
  readonly partnerType: string;
  readonly tier: string | null;
  readonly application: Application;
  readonly approvedAt: Instant | null;
  readonly terminated: boolean;
  readonly holds: readonly PartnerHold[];
  readonly activeUntil: CalendarDate | null;
  readonly promotion: string | null;
  readonly promotionRate: string | null;
}

/** An activated customer that is sourced to a partner. */
export interface CountedCustomerRow {
  readonly partner: string;
  readonly customer: string;
  readonly activatedAt: Instant;
  readonly wonIn: Quarter | null;
}

/** All that is known of a customer's attribution; the claims that lost are worked out when it is read. */
export interface AttributionRow {
  readonly customer: string;
  readonly settledAt: Instant | null;
  readonly credits: readonly Credit[];
  readonly introductions: readonly Introduction[];
  readonly spans: readonly CreditSpan[];
  readonly termsVersion: number;
}

export type LineState = 'hold' | 'payable' | 'in_transit' | 'paid';

/** A line of the ledger. All but `state` and `paidAt` is as it was posted, for good. */
export interface LineRow {
  readonly partner: string;
  /** Null with invoice, base, rate and terms version: a line of the partner's own. */
  readonly customer: string | null;
  readonly invoice: string | null;
  readonly line: string;
  readonly lineSeq: number;
  readonly reason: LineReason | OwnLineReason;
  readonly baseMinor: AmountMinor | null;
  readonly rate: string | null;
  readonly amountMinor: AmountMinor;
  readonly currency: string;
  readonly effectiveAt: Instant;
  readonly postedAt: Instant;
  readonly clearsAt: Instant;
  readonly termsVersion: number | null;
  readonly cause: string;
  readonly state: LineState;
  readonly paidAt: Instant | null;
}

/** What keeps a partner's lines of an invoice in hold, beside clearing and what holds the partner. */
export interface InvoiceHoldsRow {
  readonly invoice: string;
  readonly customer: string;
  readonly partner: string;
  readonly holds: readonly LineHold[];
}

/** What stands in hold, in payable and in transit for a partner in one currency. */
export interface AccountRow {
  readonly partner: string;
  readonly currency: string;
  readonly holdMinor: AmountMinor;
  readonly payableMinor: AmountMinor;
  readonly inTransitMinor: AmountMinor;
}

/** What approval an account waits for. */
export interface AccountApprovalRow {
  readonly partner: string;
  readonly currency: string;
  readonly approval: ApprovalWait;
}

/** The sums of one accounting month; opening and closing follow from the months before. */
export interface MonthSums {
  readonly accruedMinor: AmountMinor;
  readonly adjustedMinor: AmountMinor;
  readonly reversedMinor: AmountMinor;
  readonly paidMinor: AmountMinor;
  readonly feesMinor: AmountMinor;
  readonly withheldMinor: AmountMinor;
}

export interface StatementMonthRow extends MonthSums {
  readonly partner: string;
  readonly currency: string;
  readonly month: Month;
}

export type PayoutRowState = 'proposed' | 'declined' | 'in_transit' | 'paid' | 'failed' | 'returned';

/** A payout, or a proposal that was not replaced. */
export interface PayoutRow extends PayoutAmounts {
  /** When it was made; of one that was not, when it was proposed. */
  readonly at: Instant;
  readonly state: PayoutRowState;
  /** When it was paid. */
  readonly settledAt: Instant | null;
  /** The rail's id of it. */
  readonly reference: string | null;
}

export interface PayoutProfileRow {
  readonly partner: string;
  readonly rail: Rail | null;
  readonly methodChangedAt: Instant | null;
  readonly taxForms: readonly TaxForm[];
  readonly acknowledgementOpen: boolean;
  readonly withholdingRate: string | null;
  readonly payoutFailed: boolean;
}

/** Totals of an account of the journal, both sides ≥ 0. */
export interface TrialBalanceRow {
  readonly account: string;
  readonly currency: string;
  readonly debitMinor: AmountMinor;
  readonly creditMinor: AmountMinor;
}

export interface RejectedRow {
  readonly seq: number;
  readonly source: string;
  readonly id: string;
  readonly eventType: string;
  readonly code: string;
  readonly detail: string;
}

export interface AnomalyRow {
  readonly code: string;
  readonly invoice: string;
  readonly detail: string;
}
