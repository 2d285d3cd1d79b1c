import type { EventData } from '../ledger-event-json';
import type { Random } from '../random';
import { dateOf, monthsLater } from '../times';
import { formatInstant, plusDays, type Instant } from '@ledger/kernel/instant';
import type { Terms } from '@ledger/program/terms';
import { takesClaim } from '@ledger/program/uses';
import { earningType, homeCurrency, paidKinds } from '../scenarios/claim-and-earn';
import type { SteadyPartner } from './steady-partner';

/** What somebody does, whenever that is. */
export interface Doing {
  readonly type: string;
  readonly data: EventData;
}

const REFUNDED = 0.05;
const DISPUTED = 0.015;
const OTHER_INVOICE_EVENT = 0.3;

/** One customer's life, one event at a time: it comes, is activated, is billed, and leaves. */
export class SteadyCustomer {
  private readonly customer: string;
  private readonly invoicesInAll: number;
  private invoices = 0;
  private stage: 'new' | 'signed-up' | 'billed' | 'gone' = 'new';
  private openDispute: EventData | null = null;
  private lastInvoice: EventData | null = null;

  constructor(
    private readonly terms: Terms,
    random: Random,
    private readonly partner: SteadyPartner,
    number: number,
  ) {
    this.customer = `customer-${String(number).padStart(7, '0')}`;
    this.invoicesInAll = random.integer(6, 24);
  }

  /** Whether it has left; somebody else takes its place. */
  get isGone(): boolean {
    return this.stage === 'gone';
  }

  /** What it does next. */
  step(random: Random, time: Instant): Doing {
    switch (this.stage) {
      case 'new':
        this.stage = 'signed-up';
        return claimBy(this.terms, this.partner, this.customer, time);
      case 'signed-up':
        this.stage = 'billed';
        return { type: 'customer.activated', data: { customer: this.customer } };
      case 'billed':
      case 'gone':
        return this.payOrLeave(random, time);
    }
  }

  private payOrLeave(random: Random, time: Instant): Doing {
    if (this.openDispute !== null) {
      const data = { ...this.openDispute, outcome: random.pick(['won', 'lost']) };
      this.openDispute = null;
      return { type: 'dispute.closed', data };
    }
    if (this.invoices >= this.invoicesInAll) {
      this.stage = 'gone';
      return { type: 'customer.churned', data: { customer: this.customer } };
    }
    return this.troubleWithTheLastInvoice(random) ?? this.nextInvoice(random, time);
  }

  private troubleWithTheLastInvoice(random: Random): Doing | null {
    const last = this.lastInvoice;
    if (last === null) return null;
    this.lastInvoice = null;
    const { invoice } = last;
    if (random.chance(REFUNDED)) {
      return {
        type: 'payment.refunded',
        data: { refund: `refund-of-${String(invoice)}`, invoice, amount: random.integer(1, 4_000) },
      };
    }
    if (random.chance(DISPUTED)) {
      this.openDispute = { dispute: `dispute-of-${String(invoice)}`, invoice };
      return { type: 'dispute.opened', data: this.openDispute };
    }
    if (random.chance(OTHER_INVOICE_EVENT)) {
      return { type: earningType(this.terms) === 'invoice.paid' ? 'invoice.issued' : 'invoice.paid', data: last };
    }
    return null;
  }

  private nextInvoice(random: Random, time: Instant): Doing {
    this.invoices += 1;
    const periodStart = dateOf(time);
    const kinds = paidKinds(this.terms);
    const main = {
      line: 'l1',
      kind: kinds[0],
      amount: random.integer(900, 90_000),
      interval: 'month',
      periodStart,
      periodEnd: monthsLater(periodStart, 1),
    };
    const more = random.chance(0.3) ? [{ line: 'l2', kind: random.pick(kinds), amount: random.integer(0, 5_000) }] : [];
    const data = {
      invoice: `${this.customer}-${this.invoices}`,
      customer: this.customer,
      currency: homeCurrency(this.terms),
      lines: [main, ...more],
    };
    this.lastInvoice = data;
    return { type: earningType(this.terms), data };
  }
}

/** The partner claims the customer in the plainest way that the program takes: by its code, or by a registration. */
export function claimBy(terms: Terms, { partner, code }: SteadyPartner, customer: string, time: Instant): Doing {
  if (takesClaim(terms, 'signup')) return { type: 'customer.signed_up', data: { customer, referralCode: code } };
  const firstContactAt = formatInstant(plusDays(time, -1));
  const deal = { deal: `deal-of-${customer}`, partner, customer, firstContactAt };
  return { type: 'deal.registered', data: { ...deal, relationship: 'prospective', evidence: 'notes' } };
}
