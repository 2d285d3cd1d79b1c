import type { EventOf, LedgerEvent } from '@ledger/contracts/events';
import { comparableJson } from '@ledger/contracts/same-content';
import { compareCodePoints } from '@ledger/kernel/code-point-order';
import { listIn } from '../facts/partner-record';
import type { Rejection } from './log-entry';
import { offending } from './offending';
import { ToldDisputes } from './told-disputes';

type InvoiceEvent = EventOf<'invoice.paid'> | EventOf<'invoice.issued'>;

/**
 * What was told of invoices and what takes them back. An invoice is told once as issued and once as paid: the same again is
 * ignored, unless a refund, void or lost dispute is known of it by then: paid again after that is a new invoice id.
 */
export class ToldInvoices {
  /** Event type → invoice → the fingerprint of its content. */
  private readonly told = { 'invoice.paid': new Map<string, string>(), 'invoice.issued': new Map<string, string>() };
  private readonly refunds = new Map<string, string[]>();
  private readonly failedRefunds = new Set<string>();
  private readonly voided = new Set<string>();
  private readonly disputes: ToldDisputes;

  constructor(private readonly fingerprint: (content: string) => string) {
    this.disputes = new ToldDisputes(fingerprint);
  }

  judge(event: LedgerEvent): 'ignored' | Rejection | null {
    switch (event.type) {
      case 'invoice.paid':
      case 'invoice.issued':
        return this.judgeInvoice(event);
      case 'payment.refund_failed':
        return this.failedRefunds.has(event.data.refund) ? 'ignored' : null;
      case 'dispute.opened':
      case 'dispute.closed':
        return this.disputes.judge(event);
      default:
        return null;
    }
  }

  note(event: LedgerEvent): void {
    switch (event.type) {
      case 'invoice.paid':
      case 'invoice.issued':
        this.told[event.type].set(event.data.invoice, this.contentOf(event));
        return;
      case 'payment.refunded':
        listIn(this.refunds, event.data.invoice).push(event.data.refund);
        return;
      case 'payment.refund_failed':
        this.failedRefunds.add(event.data.refund);
        return;
      case 'invoice.voided':
        this.voided.add(event.data.invoice);
        return;
      case 'dispute.opened':
      case 'dispute.closed':
        return this.disputes.note(event);
      default:
    }
  }

  private judgeInvoice(event: InvoiceEvent): 'ignored' | Rejection | null {
    const { invoice } = event.data;
    const known = this.told[event.type].get(invoice);
    if (known === undefined) return null;
    const isSame = known === this.contentOf(event) && !this.isTakenBack(invoice);
    return isSame ? 'ignored' : { code: 'invoice_conflict', detail: offending('data.invoice', invoice) };
  }

  /** By arrival: what is known of it by then. */
  private isTakenBack(invoice: string): boolean {
    const refunded = (this.refunds.get(invoice) ?? []).some((refund) => !this.failedRefunds.has(refund));
    return refunded || this.voided.has(invoice) || this.disputes.isLost(invoice);
  }

  private contentOf(event: InvoiceEvent): string {
    return this.fingerprint(invoiceContent(event.data));
  }
}

/** The same customer, currency and lines, in any order, are the same invoice; a missing interval is a month. */
function invoiceContent({ customer, currency, lines }: InvoiceEvent['data']): string {
  const ordered = [...lines].sort((a, b) => compareCodePoints(a.line, b.line));
  return comparableJson({
    currency,
    customer,
    lines: ordered.map((line) => (line.interval === undefined ? { ...line, interval: 'month' } : line)),
  });
}
