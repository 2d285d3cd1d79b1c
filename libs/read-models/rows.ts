import type { ApplicationStep } from '@ledger/contracts/decided-words';
import type { CalendarDate, Month, Quarter } from '@ledger/kernel/calendar';
import type { Instant } from '@ledger/kernel/instant';
import type { AmountMinor } from '@ledger/kernel/money';
import type { PublishedTerms } from '@ledger/program/program-terms';
import type { Rail } from '@ledger/program/terms';
import type { Credit, CreditSpan, Introduction } from '@ledger/stages/attribution/attribution.decisions';
import type { LineHold, LineReason } from '@ledger/stages/commission/commission.decisions';
import type { ShownPayoutState } from '@ledger/stages/intake/later-stages';
import type { PartnerHold } from '@ledger/stages/partner-status/status.decisions';
import type { LineState } from '@ledger/stages/payout/payout-account';
import type { PayoutAmounts, TaxForm } from '@ledger/stages/payout/payout.decisions';

/** What arrived for a program. `clock`: what it showed last; null: nothing was accepted yet. */
export interface ProgramRow {
  readonly program: string;
  readonly clock: Instant | null;
  readonly arrivals: number;
  readonly ignored: number;
  readonly lastSeq: number;
}

/** A version of a program's terms. */
export type TermsVersionRow = PublishedTerms;

/** A partner's standing by all recorded facts, and the promotion whose slot it took. */
export interface PartnerRow {
  readonly partner: string;
  readonly partnerType: string;
  readonly tier: string | null;
  readonly application: ApplicationStep;
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

/** A line of the ledger. All but `state` and `paidAt` is as it was posted, for good. */
export interface LineRow {
  readonly partner: string;
  /** Null with invoice, base, rate and terms version: a line of the partner's own. */
  readonly customer: string | null;
  readonly invoice: string | null;
  readonly line: string;
  readonly lineSeq: number;
  readonly reason: LineReason;
  readonly baseMinor: AmountMinor | null;
  readonly rate: string | null;
  readonly amountMinor: AmountMinor;
  readonly currency: string;
  readonly effectiveAt: Instant;
  readonly postedAt: Instant;
  /** The accounting month that it posts in, of the program's calendar. */
  readonly month: Month;
  readonly clearsAt: Instant;
  readonly termsVersion: number | null;
  readonly cause: string;
  readonly state: LineState;
  readonly paidAt: Instant | null;
  /** The payout that it is in transit or paid with; null: none. */
  readonly payout: string | null;
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

/** A payout, or a proposal that was not replaced. */
export interface PayoutRow extends PayoutAmounts {
  /** When it was made; of one that was not, when it was proposed. */
  readonly at: Instant;
  readonly state: ShownPayoutState;
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

/** A rejected arrival with what the log keeps of it. */
export interface RejectedArrivalRow extends RejectedRow {
  /** What the wall clock showed, or the program's clock where it follows the events; null: nothing yet. */
  readonly arrivedAt: Instant | null;
  /** The event without personal data; null: only `bodyRef` refers to it. */
  readonly body: Readonly<Record<string, unknown>> | null;
  readonly bodyRef: string | null;
  /** Equal for what came with the same content and was refused for the same. */
  readonly same: string;
  /** The how-manieth time that the same came, from 1. */
  readonly times: number;
  /** The first later arrival with the same source and id that was accepted, and by which program; null: none was. */
  readonly acceptedSeq: number | null;
  readonly acceptedIn: string | null;
}

/** Where a row comes from: an accepted fact. */
export interface FactRow {
  readonly seq: number;
  readonly source: string;
  readonly id: string;
  /** The fact's own time. */
  readonly at: Instant;
}

/** An invoice that was issued or paid, by the first fact that told of it. */
export interface InvoiceRow extends FactRow {
  readonly invoice: string;
  readonly customer: string;
}

/** A fact that takes something of an invoice back, or freezes it. */
export interface TakebackRow extends FactRow {
  readonly eventType: string;
  /** The refund or dispute; of a void the invoice. */
  readonly about: string;
  /** Empty for a refund that failed, which names none. */
  readonly invoice: string;
}

/** A sign-up that names a code or a click. */
export interface SignUpCodeRow extends FactRow {
  readonly customer: string;
  readonly code: string | null;
  readonly clickId: string | null;
}

/** An override of a customer's attribution: who decided it, and the reference of what it rests on. */
export interface OverrideRow extends FactRow {
  readonly customer: string;
  readonly by: string;
  readonly evidenceRef: string;
  /** From which earning event on; null: all. */
  readonly fromAt: Instant | null;
}

/** An accounting month that was closed, with all before it. */
export interface ClosedMonthRow extends FactRow {
  readonly month: Month;
  readonly by: string | null;
}

export interface AnomalyRow {
  readonly code: string;
  readonly invoice: string;
  readonly detail: string;
}
