import type { Quarter } from '@ledger/kernel/calendar';
import type { Instant } from '@ledger/kernel/instant';
import { rateOf, type Rate } from '@ledger/kernel/rate';
import type { ProgramTerms } from '@ledger/program/program-terms';
import { emptyPartnerRecord, type PartnerRecord } from '../facts/partner-record';
import type { StatusDecision } from '../partner-status/status.decisions';
import { creditsAt, emptyCustomerAccount, type CustomerAccount } from './customer-account';
import { endOfQuarter } from './defer-refund-to-true-up';
import { emptyInvoiceAccount, type InvoiceAccount } from './invoice-account';
import type { PartnerRates } from './rate-of-credit';
import { RefundRegister } from './refund-register';

/** A partner as far as commission knows it, with its invoices by the quarter of their earning event. */
export interface PartnerAccount extends PartnerRates {
  readonly record: PartnerRecord;
  promotion: Rate | null;
  readonly wins: Map<Quarter, number>;
  readonly invoices: Map<Quarter, Set<InvoiceAccount>>;
}

/** The accounts of a program and the indexes that lead from a fact to the invoices that it touches. */
export class CommissionAccounts {
  readonly refunds = new RefundRegister();
  private readonly invoices = new Map<string, InvoiceAccount>();
  private readonly customers = new Map<string, CustomerAccount>();
  private readonly partners = new Map<string, PartnerAccount>();
  /** Quarter's end → invoices with refunds that may wait for it. */
  private readonly trueUps = new Map<Instant, Set<InvoiceAccount>>();

  constructor(private readonly program: ProgramTerms) {}

  invoice(id: string): InvoiceAccount {
    let account = this.invoices.get(id);
    if (account === undefined) {
      account = emptyInvoiceAccount(id);
      this.invoices.set(id, account);
    }
    return account;
  }

  customer(id: string): CustomerAccount {
    let account = this.customers.get(id);
    if (account === undefined) {
      account = emptyCustomerAccount(id);
      this.customers.set(id, account);
    }
    return account;
  }

  partner(id: string): PartnerAccount {
    let account = this.partners.get(id);
    if (account === undefined) {
      const wins = new Map<Quarter, number>();
      const winsIn = (quarter: Quarter) => wins.get(quarter) ?? 0;
      account = { record: emptyPartnerRecord(id), promotion: null, wins, invoices: new Map(), winsIn };
      this.partners.set(id, account);
    }
    return account;
  }

  noteStatus(decision: StatusDecision): void {
    if (decision.type === 'PromotionGranted') this.partner(decision.partner).promotion = rateOf(decision.rate);
    if (decision.type === 'WinsChanged') this.partner(decision.partner).wins.set(decision.quarter, decision.wins);
  }

  allCustomers(): Iterable<CustomerAccount> {
    return this.customers.values();
  }

  /** Makes the customer's invoices findable by the partners that are credited with them. */
  indexCredits(customer: CustomerAccount): void {
    for (const { at, account } of customer.revenue) this.indexInvoice(customer, account, at);
  }

  indexInvoice(customer: CustomerAccount, invoice: InvoiceAccount, earnedAt: Instant): void {
    const quarter = this.program.calendar.quarterAt(earnedAt);
    for (const credit of creditsAt(customer, earnedAt)) {
      const { invoices } = this.partner(credit.partner);
      const known = invoices.get(quarter);
      if (known === undefined) invoices.set(quarter, new Set([invoice]));
      else known.add(invoice);
    }
  }

  /** The partner's invoices earned at or after a time; null: all. */
  invoicesSince(partner: string, since: Instant | null): InvoiceAccount[] {
    const first = since === null ? null : this.program.calendar.quarterAt(since);
    const quarters = [...this.partner(partner).invoices].filter(([quarter]) => first === null || quarter >= first);
    const invoices = quarters.flatMap(([, accounts]) => [...accounts]);
    return since === null ? invoices : invoices.filter(({ revenue }) => revenue !== null && revenue.at >= since);
  }

  invoicesIn(partner: string, quarter: Quarter): Iterable<InvoiceAccount> {
    return this.partner(partner).invoices.get(quarter) ?? [];
  }

  /** Notes an invoice whose refunds may have to wait for the end of the quarter that it was earned in. */
  noteTrueUp(invoice: InvoiceAccount, clock: Instant): void {
    const { revenue, refunds } = invoice;
    if (revenue === null || refunds === null) return;
    if (!this.program.versions.some(({ trueUpTiers }) => trueUpTiers.length > 0)) return;
    const end = endOfQuarter(revenue.at, this.program.calendar);
    if (end <= clock || ![...refunds.values()].some(({ at }) => at > revenue.at && at < end)) return;
    const waiting = this.trueUps.get(end);
    if (waiting === undefined) this.trueUps.set(end, new Set([invoice]));
    else waiting.add(invoice);
  }

  /** The end of the quarter that an invoice waits for; null: it waits for none. */
  trueUpDueAt(invoice: InvoiceAccount): Instant | null {
    if (invoice.revenue === null || invoice.refunds === null) return null;
    const end = endOfQuarter(invoice.revenue.at, this.program.calendar);
    return this.trueUps.get(end)?.has(invoice) === true ? end : null;
  }

  /** All invoices that wait for the end of a quarter. */
  *waitingForTrueUp(): Iterable<InvoiceAccount> {
    for (const invoices of this.trueUps.values()) yield* invoices;
  }

  /** The ends of quarters up to the clock with invoices that wait for them, in order. */
  trueUpsDue(clock: Instant): { readonly quarterEnd: Instant; readonly invoices: Iterable<InvoiceAccount> }[] {
    const due = [...this.trueUps].filter(([end]) => end <= clock).sort(([a], [b]) => a - b);
    return due.map(([quarterEnd, invoices]) => ({ quarterEnd, invoices }));
  }

  /** The same; each is handed out once. */
  takeTrueUpsDue(clock: Instant) {
    const due = this.trueUpsDue(clock);
    for (const { quarterEnd } of due) this.trueUps.delete(quarterEnd);
    return due;
  }
}
