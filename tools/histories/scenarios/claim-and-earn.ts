import type { Arrives, PlannedEvent } from '../history';
import type { EventData, InvoiceLineJson, MinorUnits } from '../ledger-event-json';
import { formatInstant, plusDays, type Instant } from '@ledger/kernel/instant';
import type { LineKind, Terms } from '@ledger/program/terms';
import { takesClaim } from '@ledger/program/uses';
import type { Member } from './join-the-program';
import type { World } from './world';

/** The kinds of lines that the terms pay for, each once. */
export function paidKinds(terms: Terms): LineKind[] {
  return [...new Set(terms.earnings.map(({ kind }) => kind))];
}

/** The type of event that earns: an invoice that is paid, or one that is issued. */
export function earningType(terms: Terms): 'invoice.paid' | 'invoice.issued' {
  return terms.earnOn === 'collected' ? 'invoice.paid' : 'invoice.issued';
}

/** The currency that the terms name first (in a minimum or a fee); dollars where they name none. */
export function homeCurrency(terms: Terms): string {
  const { minimums, fees } = terms.payout;
  const named = [...minimums.map(({ amountsMinor }) => amountsMinor), ...fees.map(({ fixedMinor }) => fixedMinor)];
  return named.flatMap((amounts) => Object.keys(amounts))[0] ?? 'USD';
}

/** The partner claims the customer in the plainest way that the program takes: by a code, a lead or a registration. */
export function claim(world: World, who: Member, customer: string, time: Instant, how: Arrives = {}): PlannedEvent {
  if (takesClaim(world.terms, 'signup')) {
    return world.plan('customer.signed_up', time, { customer, email: emailOf(customer), referralCode: who.code }, how);
  }
  if (takesClaim(world.terms, 'lead')) return submitLead(world, who, time, { customer }, how);
  return register(world, who, customer, time, {}, how);
}

/** A lead by hand. */
export function submitLead(
  world: World,
  who: Member,
  time: Instant,
  about: EventData,
  how: Arrives = {},
): PlannedEvent {
  return world.plan('referral.submitted', time, { referral: world.name('lead'), partner: who.partner, ...about }, how);
}

/** A registration, within any deadline and with evidence unless the changes say otherwise; what they leave undefined is not said. */
export function register(
  world: World,
  who: Member,
  customer: string,
  time: Instant,
  changes: EventData = {},
  how: Arrives = {},
): PlannedEvent {
  const firstContactAt = formatInstant(plusDays(time, -1));
  const data = {
    deal: world.name('deal'),
    partner: who.partner,
    customer,
    firstContactAt,
    relationship: 'prospective',
    evidence: 'notes',
  };
  const said = Object.entries({ ...data, ...changes }).filter(([, value]) => value !== undefined);
  return world.plan('deal.registered', time, Object.fromEntries(said), how);
}

/** A click on the partner's link; answers its id. */
export function click(world: World, who: Member, time: Instant): string {
  const clickId = world.name('click');
  world.plan('referral.clicked', time, { code: who.code, clickId });
  return clickId;
}

export function activate(world: World, customer: string, time: Instant, how: Arrives = {}): PlannedEvent {
  return world.plan('customer.activated', time, { customer }, how);
}

/** A customer of the partner that has been activated, and earns from now on. */
export function wonCustomer(world: World, who: Member, time: Instant): string {
  const customer = world.name('customer');
  claim(world, who, customer, time);
  activate(world, customer, time);
  return customer;
}

export function emailOf(customer: string): string {
  return `${customer.replaceAll(/[^a-z0-9-]/g, 'x')}@customers.example`;
}

/** What an invoice of a scenario says beside its amount. */
export interface Billing {
  readonly currency?: string;
  readonly kind?: string;
  readonly periodMonths?: { readonly periodStart: string; readonly periodEnd: string };
  readonly interval?: 'month' | 'year';
  readonly furtherLines?: readonly Omit<InvoiceLineJson, 'line'>[];
  readonly how?: Arrives;
}

/** An invoice that earns, with its id for what may befall it. */
export interface Earned {
  readonly invoice: string;
  readonly event: PlannedEvent;
}

/** Records the earning event of an invoice over `amount` in the first kind that the terms pay for. */
export function earn(world: World, customer: string, time: Instant, amount: MinorUnits, billing: Billing = {}): Earned {
  const { currency = homeCurrency(world.terms), kind = paidKinds(world.terms)[0], interval } = billing;
  const invoice = world.name('invoice');
  const main = { kind, amount, ...(interval === undefined ? {} : { interval }), ...billing.periodMonths };
  const lines = [main, ...(billing.furtherLines ?? [])].map((line, index) => ({ line: `l${index + 1}`, ...line }));
  const data = { invoice, customer, currency, lines };
  return { invoice, event: world.plan(earningType(world.terms), time, data, billing.how) };
}

export function refund(world: World, invoice: string, time: Instant, amount: MinorUnits): PlannedEvent {
  return world.plan('payment.refunded', time, { refund: world.name('refund'), invoice, amount });
}

/** How many days a line of an ordinary new partner clears. */
export function clearingDaysOf(terms: Terms): number {
  const lowest = terms.tiers[0]?.name ?? null;
  return terms.clearing.find(({ tier }) => tier === null || tier === lowest)?.clearingDays ?? 0;
}
