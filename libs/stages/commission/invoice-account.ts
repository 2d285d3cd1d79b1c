import type { EventOf } from '@ledger/contracts/events';
import { parseDate, type CalendarDate } from '@ledger/kernel/calendar';
import type { Instant } from '@ledger/kernel/instant';
import { add, amountMinor, type AmountMinor } from '@ledger/kernel/money';
import { EntriesByLine } from '../facts/entries-by-line';
import { keyOf, type FactKey } from '../facts/fact-key';
import type { AnomalyFound, CommissionPosted, LineHold, NothingPosted, TrueUpExpected } from './commission.decisions';
import type { Dispute } from './invoice-disputes';
import type { NothingReason } from './line-figures';

export interface ServicePeriod {
  readonly start: CalendarDate;
  /** Exclusive. */
  readonly end: CalendarDate;
}

export interface InvoiceLine {
  readonly line: string;
  readonly kind: string;
  /** Negative: a credit within the invoice. */
  readonly amountMinor: AmountMinor;
  readonly interval: 'month' | 'year';
  readonly period: ServicePeriod | null;
}

/** What goes back to the customer. */
export interface TakenBack {
  /** What it takes from the lines that it names; null: it names none. */
  readonly lines: readonly { readonly line: string; readonly amountMinor: AmountMinor }[] | null;
  readonly amountMinor: AmountMinor;
}

export interface Refund extends TakenBack {
  readonly refund: string;
  readonly at: Instant;
}

/** What stands for one partner on one line, and how it was last computed. */
export interface Posted {
  readonly line: string;
  readonly partner: string;
  lineSeq: number;
  standsMinor: AmountMinor;
  baseMinor: AmountMinor;
  rate: string;
  termsVersion: number;
}

/** Why nothing is posted for one partner ('': nobody) on one line. */
export interface RecordedUnpaid {
  readonly line: string;
  readonly partner: string;
  reason: NothingReason;
}

/** The invoice event that the program earns on, with the invoice that it is about. */
export interface RevenueEvent extends FactKey {
  readonly account: InvoiceAccount;
  /** Whether it is an earning event; else only its credits (lines below 0) earn. */
  earns: boolean;
}

/**
 * Everything recorded of one invoice, and what is posted for it. There are many, and few have refunds, disputes, holds or
 * anomalies: a collection is made when it has something in it.
 */
export interface InvoiceAccount {
  readonly invoice: string;
  customer: string | null;
  currency: string;
  /** null until it arrives. */
  revenue: RevenueEvent | null;
  lines: readonly InvoiceLine[];
  /** Those that did not fail, by their ids. */
  refunds: Map<string, Refund> | null;
  voided: boolean;
  disputes: Map<string, Dispute> | null;
  posted: EntriesByLine<Posted> | null;
  /** Partner → what keeps its lines in hold; no entry: nothing does. */
  holds: Map<string, readonly LineHold[]> | null;
  /** Why nothing is posted for lines and partners ('': nobody is credited), as it was recorded last. */
  unpaid: EntriesByLine<RecordedUnpaid> | null;
  /** What the end of the quarter is told to post, by partner. */
  expected: Map<string, TrueUpExpected> | null;
  /** What was reported and still is so, by code and detail. */
  anomalies: Map<string, AnomalyFound> | null;
}

const NO_LINES: readonly never[] = [];

export function emptyInvoiceAccount(invoice: string): InvoiceAccount {
  return {
    invoice,
    customer: null,
    currency: '',
    revenue: null,
    lines: NO_LINES,
    refunds: null,
    voided: false,
    disputes: null,
    posted: null,
    holds: null,
    unpaid: null,
    expected: null,
    anomalies: null,
  };
}

/** Notes the event that the program earns on; whether it is an earning event is found out with its customer. */
export function noteInvoice(
  account: InvoiceAccount,
  event: EventOf<'invoice.paid'> | EventOf<'invoice.issued'>,
): RevenueEvent {
  account.customer = event.data.customer;
  account.currency = event.data.currency;
  account.lines = event.data.lines.map((line) => ({
    line: line.line,
    kind: line.kind,
    amountMinor: amountMinor(line.amount),
    interval: line.interval ?? 'month',
    period: periodOf(line.periodStart, line.periodEnd),
  }));
  const revenue = { account, earns: false, ...keyOf(event) };
  account.revenue = revenue;
  return revenue;
}

function periodOf(start: string | undefined, end: string | undefined): ServicePeriod | null {
  if (start === undefined || end === undefined) return null;
  return { start: parseDate(start) as CalendarDate, end: parseDate(end) as CalendarDate };
}

/** Adds a line that was posted to what stands. */
export function notePosted(account: InvoiceAccount, posted: CommissionPosted): void {
  const { line, partner, lineSeq, amountMinor: difference, baseMinor, rate, termsVersion } = posted;
  setHolds(account, partner, posted.holds);
  if (posted.reason === 'true_up') account.expected?.delete(partner);
  account.posted ??= new EntriesByLine<Posted>(partnerOf);
  const known = account.posted.find(line, partner);
  if (known === undefined) {
    account.posted.add({ line, partner, lineSeq, standsMinor: difference, baseMinor, rate, termsVersion });
    return;
  }
  known.lineSeq = lineSeq;
  known.standsMinor = add(known.standsMinor, difference);
  known.baseMinor = baseMinor;
  known.rate = rate;
  known.termsVersion = termsVersion;
}

/** Notes why nothing is posted. */
export function noteUnpaid(account: InvoiceAccount, { partner, lines }: NothingPosted): void {
  account.unpaid ??= new EntriesByLine<RecordedUnpaid>(partnerOf);
  for (const { line, reason } of lines) {
    const known = account.unpaid.find(line, partner ?? '');
    if (known === undefined) account.unpaid.add({ line, partner: partner ?? '', reason });
    else known.reason = reason;
  }
}

/** Notes what the end of the quarter is told to post. */
export function noteExpected(account: InvoiceAccount, expected: TrueUpExpected): void {
  if (expected.amountMinor === 0n) account.expected?.delete(expected.partner);
  else (account.expected ??= new Map()).set(expected.partner, expected);
}

function partnerOf({ partner }: { readonly partner: string }): string {
  return partner;
}

/** The partners with lines of the invoice. */
export function partnersWithLines({ posted }: InvoiceAccount): Set<string> {
  return new Set(posted?.all().map(partnerOf));
}

/** What keeps a partner's lines of the invoice in hold. */
export function holdsFor({ holds }: InvoiceAccount, partner: string): readonly LineHold[] {
  return holds?.get(partner) ?? NO_LINES;
}

export function setHolds(account: InvoiceAccount, partner: string, holds: readonly LineHold[]): void {
  if (holds.length > 0) (account.holds ??= new Map()).set(partner, holds);
  else account.holds?.delete(partner);
}
