import { negate, proportion, subtract, ZERO, type AmountMinor } from '@ledger/kernel/money';
import { applyRate, formatRate } from '@ledger/kernel/rate';
import type { ProgramTerms } from '@ledger/program/program-terms';
import type { Terms } from '@ledger/program/terms';
import type { Credit } from '../attribution/attribution.decisions';
import { isEngagementEndedAt, isOptedOutAt, mayAccrue, partnerTypeAt } from '../facts/partner-at';
import { standingAt } from '../facts/standing-at';
import { clawBackOnChurn } from './claw-back-on-churn';
import type { PartnerAccount } from './commission-accounts';
import type { CreditedParts } from './credited-part';
import { churnBefore, type CustomerAccount } from './customer-account';
import { truesUp } from './defer-refund-to-true-up';
import type { InvoiceLine, RevenueEvent } from './invoice-account';
import { basesWithin } from './prorate-base';
import { earningFor, rateOfCredit } from './rate-of-credit';
import type { TakenFromLines } from './taken-from-lines';

/** What the facts demand for one line and partner. */
export interface Demand {
  readonly standsMinor: AmountMinor;
  readonly baseMinor: AmountMinor;
  readonly rate: string;
}

/** The invoice, and what is the same for all who are credited with it. */
export interface CreditedInvoice {
  readonly program: ProgramTerms;
  readonly revenue: RevenueEvent;
  readonly customer: CustomerAccount;
  readonly parts: CreditedParts;
  readonly taken: TakenFromLines;
}

/** A partner, by the version of the terms in force for it and the customer at the earning event. */
export interface PartnerInForce {
  readonly account: PartnerAccount;
  readonly terms: Terms;
  /** The tier at the earning event; null where the terms have none. */
  readonly tier: string | null;
}

/**
 * What the facts demand for each line of an invoice and one credit, in the order of the lines (programs.md, section 0,
 * Money): null where they do not pay for it at all. What a refund, a dispute, a void or a churn takes back is paid for,
 * with nothing that stands.
 */
export function demandsOf(
  invoice: CreditedInvoice,
  credit: Credit,
  partner: PartnerInForce,
): readonly (Demand | null)[] {
  const { program, revenue, customer, parts } = invoice;
  const { account, terms, tier } = partner;
  const { lines } = revenue.account;
  if (!earnsAt(revenue, customer, account, program)) return lines.map(() => null);
  const { calendar } = program;
  const type = partnerTypeAt(account.record, revenue.at);
  const earned = { at: revenue.at, quarter: calendar.quarterAt(revenue.at) };
  const taken = invoice.taken.ofLines(truesUp(terms, tier));
  const churn = churnBefore(customer, revenue.at);
  const churnedOn = churn === null ? null : calendar.dateAt(churn.at);
  const within = basesWithin(revenue, customer, terms, calendar);
  return lines.map((line, index) => {
    const earning = mayEarn(line, revenue, customer) ? earningFor(terms, line, tier, type) : undefined;
    if (earning === undefined) return null;
    const baseMinor = parts.partOf(within(earning.duration, line), credit);
    const rate = rateOfCredit(credit, earning, account.record, account, earned, terms);
    const isArrears = line.period !== null && churnedOn !== null && line.period.end <= churnedOn;
    const commission = churnedOn === null || isArrears ? applyRate(baseMinor, rate) : ZERO;
    const left = subtract(commission, shareOf(commission, taken[index] ?? ZERO, line.amountMinor));
    const standsMinor = clawBackOnChurn(left, revenue.at, tier, customer, terms);
    return { standsMinor, baseMinor, rate: formatRate(rate) };
  });
}

/** Whether revenue of that time earns for the partner at all. */
function earnsAt(
  revenue: RevenueEvent,
  customer: CustomerAccount,
  { record }: PartnerAccount,
  program: ProgramTerms,
): boolean {
  return (
    mayAccrue(record) &&
    !standingAt(record, revenue.at, program).terminated &&
    !isOptedOutAt(record, revenue.at) &&
    !isEngagementEndedAt(record, customer.customer, revenue.at)
  );
}

/**
 * Of what is no earning event only the credits earn, once the customer's attribution has settled (programs.md,
 * section 0, Earning event: a pure credit).
 */
function mayEarn({ amountMinor }: InvoiceLine, { earns }: RevenueEvent, { settledAt }: CustomerAccount): boolean {
  return earns ? amountMinor !== 0n : amountMinor < 0n && settledAt !== null;
}

/** `round(commission × taken ÷ amount)`; taken has the sign of the amount. */
function shareOf(commission: AmountMinor, taken: AmountMinor, amount: AmountMinor): AmountMinor {
  return amount < 0n ? proportion(commission, negate(taken), negate(amount)) : proportion(commission, taken, amount);
}
