import type { Instant } from '@ledger/kernel/instant';
import type { PlannedEvent } from '@tools/histories/history';
import type { InvoiceLineJson, MinorUnits } from '@tools/histories/ledger-event-json';
import { at, daysLater, monthsLater, plusMinutes } from '@tools/histories/times';
import type { Scene } from '../scene';

/** An invoice as it was sent, with what became of it. */
export interface Invoice {
  readonly invoice: string;
  readonly customer: string;
  readonly currency: string;
  readonly lines: readonly InvoiceLineJson[];
  readonly issued: PlannedEvent;
  /** Null for one that was not paid within the year. */
  readonly paid: PlannedEvent | null;
}

/** What an invoice says, and when. */
export interface InvoiceToSend {
  readonly customer: string;
  readonly currency: string;
  readonly issuedAt: Instant;
  /** Null: it stays unpaid. */
  readonly paidAt: Instant | null;
  readonly lines: readonly InvoiceLineJson[];
}

const YEAR_END = at('2026-12-31', '23:00');

/** Issues an invoice and, where it is paid before the year ends, records the payment. */
export function sendInvoice(scene: Scene, toSend: InvoiceToSend): Invoice {
  const { customer, currency, lines, issuedAt, paidAt } = toSend;
  const invoice = scene.next(`inv-${customer.replace('cus-', '')}`);
  const data = { invoice, customer, currency, lines };
  const issued = scene.history.plan('invoice.issued', issuedAt, data);
  const paid = paidAt === null || paidAt > YEAR_END ? null : scene.history.plan('invoice.paid', paidAt, data);
  return { invoice, customer, currency, lines, issued, paid };
}

/** An invoice is cancelled by the seller. */
export function voidInvoice(scene: Scene, invoice: Invoice, time: Instant): PlannedEvent {
  return scene.history.plan('invoice.voided', time, { invoice: invoice.invoice });
}

/** What comes on an invoice beside its main line; it gets the number of the period, from 0. */
export type FurtherLines = (period: number) => Omit<InvoiceLineJson, 'line'>[];

/** A subscription (or platform fee) that is billed at the start of each of its periods. */
export interface Plan {
  readonly customer: string;
  readonly currency: string;
  readonly kind?: 'subscription' | 'platform_fee';
  readonly interval: 'month' | 'year';
  readonly startsOn: string;
  /** How many periods are billed at most; those that begin after the year are not. */
  readonly periods: number;
  readonly priceMinor: MinorUnits;
  /** Days from the invoice to its payment, least and most. */
  readonly paysAfterDays?: readonly [number, number];
  readonly furtherLines?: FurtherLines;
  readonly description?: string;
}

/** Bills every period of a plan up to the end of the year; answers the invoices in order. */
export function billPlan(scene: Scene, plan: Plan): Invoice[] {
  const invoices: Invoice[] = [];
  const monthsAPeriod = plan.interval === 'year' ? 12 : 1;
  for (let period = 0; period < plan.periods; period += 1) {
    const periodStart = monthsLater(plan.startsOn, period * monthsAPeriod);
    const periodEnd = monthsLater(plan.startsOn, (period + 1) * monthsAPeriod);
    if (at(periodStart) > YEAR_END) break;
    invoices.push(billPeriod(scene, plan, period, periodStart, periodEnd));
  }
  return invoices;
}

function billPeriod(scene: Scene, plan: Plan, period: number, periodStart: string, periodEnd: string): Invoice {
  const issuedAt = at(periodStart, '06:00');
  const [soonest, latest] = plan.paysAfterDays ?? [0, 9];
  const main = {
    kind: plan.kind ?? 'subscription',
    amount: plan.priceMinor,
    interval: plan.interval,
    periodStart,
    periodEnd,
    ...(plan.description === undefined ? {} : { description: plan.description }),
  };
  const lines = [main, ...(plan.furtherLines?.(period) ?? [])].map((line, index) => ({
    line: `${index + 1}`,
    ...line,
  }));
  const days = scene.random.integer(soonest, latest);
  const paidAt = days === 0 ? plusMinutes(issuedAt, 3) : scene.on(daysLater(periodStart, days));
  return sendInvoice(scene, { customer: plan.customer, currency: plan.currency, issuedAt, paidAt, lines });
}

/** Metered use between two amounts, different every period. */
export function usageBetween(
  scene: Scene,
  least: MinorUnits,
  most: MinorUnits,
  kind: 'usage' | 'overage' = 'usage',
): FurtherLines {
  return () => [{ kind, amount: scene.random.integer(least, most) }];
}

/** Value added tax on a price, in percent: earns nothing for anybody. */
export function taxOn(priceMinor: MinorUnits, percent: number): FurtherLines {
  return () => [{ kind: 'tax', amount: Math.round((priceMinor * percent) / 100) }];
}

/** A one-time service on the first invoice only. */
export function setUpService(amount: MinorUnits): FurtherLines {
  return (period) => (period === 0 ? [{ kind: 'services', amount }] : []);
}

/** Several kinds of further lines on the same invoice. */
export function together(...kinds: readonly FurtherLines[]): FurtherLines {
  return (period) => kinds.flatMap((lines) => lines(period));
}
