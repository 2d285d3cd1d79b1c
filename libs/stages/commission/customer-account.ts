import type { CalendarDate } from '@ledger/kernel/calendar';
import type { Instant } from '@ledger/kernel/instant';
import type { Terms } from '@ledger/program/terms';
import type { Credit } from '../attribution/attribution.decisions';
import { paysForKind } from '../facts/earning-event';
import { compareKeys, latestAt, type FactKey } from '../facts/fact-key';
import { firstStandingActivation } from '../facts/standing-activation';
import type { EarningEvent, InvoiceAccount, InvoiceLine } from './invoice-account';

/** What of one customer bears on its commissions. */
export interface CustomerAccount {
  readonly customer: string;
  /** Its earning events, in the order of their times. */
  readonly earnings: EarningEvent[];
  readonly churns: FactKey[];
  readonly activations: FactKey[];
  readonly voidedActivations: FactKey[];
  credits: readonly Credit[];
  settledAt: Instant | null;
}

export function emptyCustomerAccount(customer: string): CustomerAccount {
  return { customer, earnings: [], churns: [], activations: [], voidedActivations: [], credits: [], settledAt: null };
}

/** Whether an activation stands: under `requiresActivation` the customer's lines stay in hold without one. */
export function isActivated({ activations, voidedActivations }: CustomerAccount): boolean {
  return firstStandingActivation(activations, voidedActivations) !== undefined;
}

/** Whether revenue of a time comes after a churn with no activation since; only churn is strict (programs.md, section 0). */
export function isChurnedAt({ churns, activations }: CustomerAccount, at: Instant): boolean {
  const churn = churns.filter((entry) => entry.at < at).at(-1);
  if (churn === undefined) return false;
  const returned = latestAt(activations, at);
  return returned === undefined || compareKeys(returned, churn) < 0;
}

/** The first churn at or after a time; undefined: none. */
export function firstChurnSince({ churns }: CustomerAccount, at: Instant): FactKey | undefined {
  return churns.find((churn) => churn.at >= at);
}

export function earnsOn(line: InvoiceLine, terms: Terms): boolean {
  return line.amountMinor > 0n && paysForKind(terms, line.kind);
}

/** The earliest start of service among the lines that earn in the first earning event, else that event's date. */
export function startOfService(
  customer: CustomerAccount,
  terms: Terms,
  dateAt: (at: Instant) => CalendarDate,
): CalendarDate | null {
  const first = customer.earnings[0];
  if (first === undefined) return null;
  let earliest: CalendarDate | null = null;
  for (const line of first.account.lines) {
    if (line.period === null || !earnsOn(line, terms)) continue;
    if (earliest === null || line.period.start < earliest) earliest = line.period.start;
  }
  return earliest ?? dateAt(first.at);
}

/** The customer's first invoice with a line of that kind and an amount > 0 (programs.md, section 0, Duration). */
export function firstPaymentOf({ earnings }: CustomerAccount, kind: string): InvoiceAccount | undefined {
  return earnings.find(({ account }) => account.lines.some((line) => line.kind === kind && line.amountMinor > 0n))
    ?.account;
}
