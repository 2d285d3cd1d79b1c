import type { EventOf, LedgerEvent } from '@ledger/contracts/events';
import { parseDate, type CalendarDate } from '@ledger/kernel/calendar';
import { add, amountMinor, type AmountMinor } from '@ledger/kernel/money';
import { EntriesByLine } from '../facts/entries-by-line';
import { insertInOrder, keyOf, type FactKey } from '../facts/fact-key';
import type { CommissionPosted, LineHold } from './commission.decisions';

export interface ServicePeriod {
  readonly start: CalendarDate;
  /** Exclusive. */
  readonly end: CalendarDate;
}

export interface InvoiceLine {
  readonly line: string;
  readonly kind: string;
  readonly amountMinor: AmountMinor;
  readonly interval: 'month' | 'year';
  readonly period: ServicePeriod | null;
}

export interface Refund extends FactKey {
  /** What it takes from the lines that it names; null: it names none. */
  readonly lines: readonly { readonly line: string; readonly amountMinor: AmountMinor }[] | null;
  readonly amountMinor: AmountMinor;
}

/** What stands for one partner on one line, and how it was last computed. */
export interface Posted {
  readonly line: string;
  readonly partner: string;
  lineSeq: number;
  standsMinor: AmountMinor;
  baseMinor: AmountMinor;
  rate: string;
}

/** The event that the program earns on, with the invoice that it is about. */
export interface EarningEvent extends FactKey {
  readonly account: InvoiceAccount;
}

/**
 * Everything recorded of one invoice, and what is posted for it. There are many, and few have disputes or anomalies: a
 * collection is made when it has something in it.
 */
export interface InvoiceAccount {
  readonly invoice: string;
  customer: string | null;
  currency: string;
  /** null until it arrives. */
  earning: EarningEvent | null;
  lines: readonly InvoiceLine[];
  readonly refunds: Refund[];
  voided: boolean;
  /** Dispute → its outcome; null: open. */
  disputes: Map<string, 'won' | 'lost' | null> | null;
  posted: EntriesByLine<Posted> | null;
  holds: readonly LineHold[];
  anomalies: Set<string> | null;
}

const NOTHING: readonly never[] = [];

export function emptyInvoiceAccount(invoice: string): InvoiceAccount {
  return {
    invoice,
    customer: null,
    currency: '',
    earning: null,
    lines: NOTHING,
    refunds: [],
    voided: false,
    disputes: null,
    posted: null,
    holds: NOTHING,
    anomalies: null,
  };
}

/** Records the event that the program earns on. */
export function recordInvoice(
  account: InvoiceAccount,
  event: EventOf<'invoice.paid'> | EventOf<'invoice.issued'>,
): void {
  account.customer = event.data.customer;
  account.currency = event.data.currency;
  account.earning = { account, ...keyOf(event) };
  account.lines = event.data.lines.map((line) => ({
    line: line.line,
    kind: line.kind,
    amountMinor: amountMinor(line.amount),
    interval: line.interval ?? 'month',
    period: periodOf(line.periodStart, line.periodEnd),
  }));
}

function periodOf(start: string | undefined, end: string | undefined): ServicePeriod | null {
  if (start === undefined || end === undefined) return null;
  return { start: parseDate(start) as CalendarDate, end: parseDate(end) as CalendarDate };
}

/** Records a line that was posted for the invoice. */
export function recordPosted(account: InvoiceAccount, posted: CommissionPosted): void {
  const { line, partner, lineSeq, amountMinor, baseMinor, rate } = posted;
  account.holds = posted.holds;
  account.posted ??= new EntriesByLine(partnerOf);
  const known = account.posted.find(line, partner);
  if (known === undefined) {
    account.posted.add({ line, partner, lineSeq, standsMinor: amountMinor, baseMinor, rate });
    return;
  }
  known.lineSeq = lineSeq;
  known.standsMinor = add(known.standsMinor, amountMinor);
  known.baseMinor = baseMinor;
  known.rate = rate;
}

function partnerOf({ partner }: Posted): string {
  return partner;
}

/** Records a refund, void or dispute, which may come before its invoice. */
export function recordTakeBack(account: InvoiceAccount, event: LedgerEvent): void {
  switch (event.type) {
    case 'payment.refunded':
      insertInOrder(account.refunds, refundOf(event));
      return;
    case 'invoice.voided':
      account.voided = true;
      return;
    case 'dispute.opened':
      account.disputes ??= new Map();
      // A close that came before its opening counts alone.
      if (!account.disputes.has(event.data.dispute)) account.disputes.set(event.data.dispute, null);
      return;
    case 'dispute.closed':
      account.disputes ??= new Map();
      account.disputes.set(event.data.dispute, event.data.outcome);
      return;
    default:
  }
}

function refundOf(event: EventOf<'payment.refunded'>): Refund {
  const lines = event.data.lines?.map(({ line, amount }) => ({ line, amountMinor: amountMinor(amount) })) ?? null;
  return { lines, amountMinor: amountMinor(event.data.amount ?? 0), ...keyOf(event) };
}

export function hasOpenDispute({ disputes }: InvoiceAccount): boolean {
  return disputes !== null && [...disputes.values()].includes(null);
}

export function hasLostDispute({ disputes }: InvoiceAccount): boolean {
  return disputes !== null && [...disputes.values()].includes('lost');
}
