import type { CalendarDate } from '@ledger/kernel/calendar';
import type { Instant } from '@ledger/kernel/instant';
import type { ProgramTerms } from '@ledger/program/program-terms';
import type { Terms } from '@ledger/program/terms';
import type { Credit, CreditSpan } from '../attribution/attribution.decisions';
import { spanAt } from '../attribution/credit-spans';
import { paysForKind, termsOfEarner } from '../facts/earning-event';
import { compareKeys, insertInOrder, latestAt, type FactKey } from '../facts/fact-key';
import { firstStandingActivation } from '../facts/standing-activation';
import type { InvoiceLine, RevenueEvent } from './invoice-account';

/** What of one customer bears on its commissions. */
export interface CustomerAccount {
  readonly customer: string;
  /** The invoice events that the program earns on, in the order of their times. */
  readonly revenue: RevenueEvent[];
  readonly churns: FactKey[];
  readonly activations: FactKey[];
  readonly voidedActivations: FactKey[];
  /** Kind → the first invoice with a line of that kind and an amount > 0, whoever earns on it. */
  readonly firstPayments: Map<string, RevenueEvent>;
  /** The credits by the time of the earning event; empty: nobody was ever credited. */
  spans: readonly CreditSpan[];
  settledAt: Instant | null;
  /** null: none yet. */
  firstEarning: RevenueEvent | null;
  /** The start of service of the first earning event; null: not asked for yet, or there is none. */
  serviceStart: CalendarDate | null;
}

export function emptyCustomerAccount(customer: string): CustomerAccount {
  return {
    customer,
    revenue: [],
    churns: [],
    activations: [],
    voidedActivations: [],
    firstPayments: new Map(),
    spans: [],
    settledAt: null,
    firstEarning: null,
    serviceStart: null,
  };
}

/** The credits in force for an earning event (programs.md, section 0, Attribution: hand-over). */
export function creditsAt({ spans }: CustomerAccount, earnedAt: Instant): readonly Credit[] {
  return spans.length === 0 ? [] : spanAt(spans, earnedAt).credits;
}

/**
 * Adds an invoice event; answers whether it may change what other invoices of the customer earn: the first earning event
 * starts durations and clawback windows, the first payment of a kind may be all that earns.
 */
export function addRevenue(customer: CustomerAccount, revenue: RevenueEvent, program: ProgramTerms): boolean {
  insertInOrder(customer.revenue, revenue);
  revenue.earns = isEarningEvent(customer, revenue, program);
  let concernsOthers = false;
  for (const { kind, amountMinor } of revenue.account.lines) {
    const known = customer.firstPayments.get(kind);
    if (amountMinor <= 0n || known === revenue || !isEarlier(revenue, known ?? null)) continue;
    customer.firstPayments.set(kind, revenue);
    concernsOthers ||= known !== undefined;
  }
  if (!revenue.earns || !isEarlier(revenue, customer.firstEarning)) return concernsOthers;
  setFirstEarning(customer, revenue);
  return true;
}

function isEarlier(revenue: RevenueEvent, known: RevenueEvent | null): boolean {
  return known === null || compareKeys(revenue, known) < 0;
}

function setFirstEarning(customer: CustomerAccount, revenue: RevenueEvent | null): void {
  customer.firstEarning = revenue;
  customer.serviceStart = null;
}

/** Judges anew which of the customer's invoice events are earning events: it settled at another time, or there are new terms. */
export function judgeRevenue(customer: CustomerAccount, program: ProgramTerms): void {
  for (const revenue of customer.revenue) revenue.earns = isEarningEvent(customer, revenue, program);
  setFirstEarning(customer, customer.revenue.find(({ earns }) => earns) ?? null);
}

function isEarningEvent({ settledAt }: CustomerAccount, { at, account }: RevenueEvent, program: ProgramTerms): boolean {
  const terms = termsOfEarner(program, at, settledAt);
  return account.lines.some((line) => earnsOn(line, terms));
}

/** Whether an activation stands: under `requiresActivation` the customer's lines stay in hold without one. */
export function isActivated({ activations, voidedActivations }: CustomerAccount): boolean {
  return firstStandingActivation(activations, voidedActivations) !== undefined;
}

/**
 * The churn after which revenue of a time comes, with no activation since; of several the first since the last
 * activation. Null: none; only churn is strict (programs.md, section 0, Duration).
 */
export function churnBefore({ churns, activations }: CustomerAccount, at: Instant): FactKey | null {
  const returned = latestAt(activations, at);
  const since = (churn: FactKey) => returned === undefined || compareKeys(churn, returned) > 0;
  return churns.find((churn) => churn.at < at && since(churn)) ?? null;
}

/** The first churn at or after a time; undefined: none. */
export function firstChurnSince({ churns }: CustomerAccount, at: Instant): FactKey | undefined {
  return churns.find((churn) => churn.at >= at);
}

function earnsOn(line: InvoiceLine, terms: Terms): boolean {
  return line.amountMinor > 0n && paysForKind(terms, line.kind);
}

/**
 * The earliest start of service among the lines that earn in the first earning event, else that event's date; null: there
 * is none yet. What earns in it the version says that judges it, whichever judges the line that asks (programs.md, section
 * 0, Duration; section 0, Versions).
 */
export function startOfService(customer: CustomerAccount, program: ProgramTerms): CalendarDate | null {
  const first = customer.firstEarning;
  if (first === null) return null;
  customer.serviceStart ??= firstServiceOf(first, termsOfEarner(program, first.at, customer.settledAt), program);
  return customer.serviceStart;
}

function firstServiceOf({ at, account }: RevenueEvent, terms: Terms, { calendar }: ProgramTerms): CalendarDate {
  const starts = account.lines.filter((line) => earnsOn(line, terms)).flatMap(({ period }) => period?.start ?? []);
  return starts.length === 0 ? calendar.dateAt(at) : starts.reduce((a, b) => (b < a ? b : a));
}
