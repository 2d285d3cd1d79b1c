import type { ApplicationStep } from '@ledger/contracts/decided-words';
import type { CalendarDate, Month, Quarter } from '@ledger/kernel/calendar';
import { instant, type Instant } from '@ledger/kernel/instant';
import { amountMinor, type AmountMinor } from '@ledger/kernel/money';
import type { Rail } from '@ledger/program/terms';
import type { Credit, CreditSpan, Introduction } from '@ledger/stages/attribution/attribution.decisions';
import type { LineHold } from '@ledger/stages/commission/commission.decisions';
import type { PartnerHold } from '@ledger/stages/partner-status/status.decisions';
import type { LineState } from '@ledger/stages/payout/payout-account';
import type { ApprovalWait, TaxForm } from '@ledger/stages/payout/payout.decisions';
import type { HeldReason, LineWithHolds, OpenAccount, PartnerWithCustomers } from '../ledger-rows';
import type { AttributionRow } from '../tables/attributions';
import type { LineRow } from '../tables/lines';
import type { PayoutProfileRow } from '../tables/payout-profiles';
import type { PayoutRow } from '../tables/payouts';
import type { ProgramRow } from '../tables/programs';
import type { RejectedRow } from '../tables/rejected';
import type { StatementMonthRow } from '../tables/statement-months';
import type { TrialBalanceRow } from '../tables/trial-balance';

/** Rows as the driver gives them: `bigint` and `numeric` are strings, so that no digit is lost. */

const toInstant = (ms: string): Instant => instant(Number(ms));
export const toInstantOrNull = (ms: string | null): Instant | null => (ms === null ? null : toInstant(ms));
/** Ids are never empty, so that what is empty in a key is none. */
const textOrNull = (text: string): string | null => (text === '' ? null : text);
const toAmount = (digits: string): AmountMinor => amountMinor(BigInt(digits));

export interface StoredProgram {
  program: string;
  clock_ms: string | null;
  arrivals: string;
  ignored: string;
  last_seq: string;
}

export function toProgramRow({ program, clock_ms, arrivals, ignored, last_seq }: StoredProgram): ProgramRow {
  const counts = { arrivals: Number(arrivals), ignored: Number(ignored), lastSeq: Number(last_seq) };
  return { program, clock: toInstantOrNull(clock_ms), ...counts };
}

export interface StoredPartner {
  partner: string;
  partner_type: string;
  tier: string | null;
  application: ApplicationStep;
  approved_at_ms: string | null;
  terminated: boolean;
  holds: PartnerHold[];
  active_until_day: CalendarDate | null;
  promotion: string | null;
  promotion_rate: string | null;
  /** Pairs of milliseconds and quarter, by time. */
  counted: [number, Quarter | null][];
}

export function toPartner(row: StoredPartner): PartnerWithCustomers {
  return {
    partner: row.partner,
    partnerType: row.partner_type,
    tier: row.tier,
    application: row.application,
    approvedAt: toInstantOrNull(row.approved_at_ms),
    terminated: row.terminated,
    holds: row.holds,
    activeUntil: row.active_until_day,
    promotion: row.promotion,
    promotionRate: row.promotion_rate,
    counted: row.counted.map(([ms, wonIn]) => ({ activatedAt: instant(ms), wonIn })),
  };
}

export interface StoredAttribution {
  customer: string;
  settled_at_ms: string | null;
  credits: Credit[];
  introductions: Introduction[];
  spans: CreditSpan[];
  terms_version: number;
}

export function toAttributionRow(row: StoredAttribution): AttributionRow {
  const { customer, credits, introductions, spans, terms_version } = row;
  const settledAt = toInstantOrNull(row.settled_at_ms);
  return { customer, settledAt, credits, introductions, spans, termsVersion: terms_version };
}

export interface StoredLine {
  partner: string;
  customer: string;
  invoice: string;
  line: string;
  seq: number;
  reason: LineRow['reason'];
  base_minor: string | null;
  rate: string | null;
  amount_minor: string;
  currency: string;
  effective_at_ms: string;
  posted_at_ms: string;
  month: Month;
  clears_at_ms: string;
  terms_version: number | null;
  cause: string;
  state: LineState;
  paid_at_ms: string | null;
  payout: string | null;
  invoice_holds: LineHold[] | null;
}

export function toLine(stored: StoredLine): LineWithHolds {
  const row = {
    partner: stored.partner,
    customer: textOrNull(stored.customer),
    invoice: textOrNull(stored.invoice),
    line: stored.line,
    lineSeq: stored.seq,
    reason: stored.reason,
    baseMinor: stored.base_minor === null ? null : toAmount(stored.base_minor),
    rate: stored.rate,
    amountMinor: toAmount(stored.amount_minor),
    currency: stored.currency,
    effectiveAt: toInstant(stored.effective_at_ms),
    postedAt: toInstant(stored.posted_at_ms),
    month: stored.month,
    clearsAt: toInstant(stored.clears_at_ms),
    termsVersion: stored.terms_version,
    cause: stored.cause,
    state: stored.state,
    paidAt: toInstantOrNull(stored.paid_at_ms),
    payout: stored.payout,
  };
  return { row, invoiceHolds: stored.invoice_holds ?? [] };
}

export interface StoredMonth {
  partner: string;
  currency: string;
  month: Month;
  accrued_minor: string;
  adjusted_minor: string;
  reversed_minor: string;
  paid_minor: string;
  fees_minor: string;
  withheld_minor: string;
}

export function toMonthRow(row: StoredMonth): StatementMonthRow {
  return {
    partner: row.partner,
    currency: row.currency,
    month: row.month,
    accruedMinor: toAmount(row.accrued_minor),
    adjustedMinor: toAmount(row.adjusted_minor),
    reversedMinor: toAmount(row.reversed_minor),
    paidMinor: toAmount(row.paid_minor),
    feesMinor: toAmount(row.fees_minor),
    withheldMinor: toAmount(row.withheld_minor),
  };
}

export interface StoredPayout {
  payout: string;
  partner: string;
  currency: string;
  made_at_ms: string;
  rail: PayoutRow['rail'];
  gross_minor: string;
  fee_minor: string;
  withheld_minor: string;
  net_minor: string;
  line_count: string;
  state: PayoutRow['state'];
  settled_at_ms: string | null;
  reference: string | null;
}

export function toPayoutRow(row: StoredPayout): PayoutRow {
  const { payout, partner, currency, rail, state, reference } = row;
  const amounts = {
    grossMinor: toAmount(row.gross_minor),
    feeMinor: toAmount(row.fee_minor),
    withheldMinor: toAmount(row.withheld_minor),
    netMinor: toAmount(row.net_minor),
  };
  return {
    payout,
    partner,
    currency,
    at: toInstant(row.made_at_ms),
    rail,
    ...amounts,
    lineCount: Number(row.line_count),
    state,
    settledAt: toInstantOrNull(row.settled_at_ms),
    reference,
  };
}

export interface StoredOpenAccount {
  partner: string;
  currency: string;
  hold_minor: string;
  payable_minor: string;
  in_transit_minor: string;
  approval: ApprovalWait | null;
  proposed_at_ms: string | null;
  has_payable: boolean;
  has_held: boolean;
  clearing: boolean;
  dispute: boolean;
  not_activated: boolean;
}

export function toOpenAccount(row: StoredOpenAccount): OpenAccount {
  const heldReasons: HeldReason[] = [];
  if (row.clearing) heldReasons.push('clearing');
  if (row.dispute) heldReasons.push('dispute');
  if (row.not_activated) heldReasons.push('not_activated');
  return {
    partner: row.partner,
    currency: row.currency,
    holdMinor: toAmount(row.hold_minor),
    payableMinor: toAmount(row.payable_minor),
    inTransitMinor: toAmount(row.in_transit_minor),
    approval: row.approval,
    proposedAt: toInstantOrNull(row.proposed_at_ms),
    hasPayableLines: row.has_payable,
    hasHeldLines: row.has_held,
    heldReasons,
  };
}

export interface StoredProfile {
  partner: string;
  rail: Rail | null;
  method_changed_at_ms: string | null;
  tax_forms: TaxForm[];
  acknowledgement_open: boolean;
  withholding_rate: string | null;
  payout_failed: boolean;
}

export function toProfileRow(row: StoredProfile): PayoutProfileRow {
  return {
    partner: row.partner,
    rail: row.rail,
    methodChangedAt: toInstantOrNull(row.method_changed_at_ms),
    taxForms: row.tax_forms,
    acknowledgementOpen: row.acknowledgement_open,
    withholdingRate: row.withholding_rate,
    payoutFailed: row.payout_failed,
  };
}

export interface StoredTotals {
  account: string;
  currency: string;
  debit_minor: string;
  credit_minor: string;
}

export function toTrialBalanceRow({ account, currency, debit_minor, credit_minor }: StoredTotals): TrialBalanceRow {
  return { account, currency, debitMinor: toAmount(debit_minor), creditMinor: toAmount(credit_minor) };
}

export interface StoredRejected {
  seq: string;
  source: string;
  id: string;
  event_type: string;
  code: string;
  detail: string;
}

export function toRejectedRow({ seq, source, id, event_type, code, detail }: StoredRejected): RejectedRow {
  return { seq: Number(seq), source, id, eventType: event_type, code, detail };
}
