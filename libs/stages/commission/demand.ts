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
import { lineFigures } from './figures-of-demand';
import type { InvoiceLine, RevenueEvent } from './invoice-account';
import type { LineFigures, NothingFigures, NothingReason } from './line-figures';
import { basesWithin } from './prorate-base';
import { earningFor, rateOfCredit } from './rate-of-credit';
import type { TakenFromLines } from './taken-from-lines';

/** What the facts demand for one line and partner. */
export interface Demand {
  readonly standsMinor: AmountMinor;
  readonly baseMinor: AmountMinor;
  readonly rate: string;
  /** What it was computed from: asked for where it is recorded. */
  figures(): LineFigures;
}

/** The facts pay for nothing of the line. */
export type Unpaid = NothingFigures;

export function isPaid(demand: Demand | Unpaid): demand is Demand {
  return 'standsMinor' in demand;
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
 * Money), or why they do not pay for it at all. What a refund, a dispute, a void or a churn takes back is paid for, with
 * nothing that stands.
 */
export function demandsOf(
  invoice: CreditedInvoice,
  credit: Credit,
  partner: PartnerInForce,
): readonly (Demand | Unpaid)[] {
  const { program, revenue, customer, parts } = invoice;
  const { account, terms, tier } = partner;
  const { lines } = revenue.account;
  const barred = whyNotEarning(revenue, customer, account, program);
  if (barred !== null) return lines.map(() => ({ nothing: barred }));
  const { calendar } = program;
  const type = partnerTypeAt(account.record, revenue.at);
  const earned = { at: revenue.at, quarter: calendar.quarterAt(revenue.at) };
  const defersRefunds = truesUp(terms, tier);
  const taken = invoice.taken.ofLines(defersRefunds);
  const churn = churnBefore(customer, revenue.at);
  const churnedOn = churn === null ? null : calendar.dateAt(churn.at);
  const within = basesWithin(revenue, customer, program);
  return lines.map((line, index) => {
    const unpaid = whyNotEarningLine(line, revenue, customer);
    if (unpaid !== null) return { nothing: unpaid };
    const earning = earningFor(terms, line, tier, type);
    if (earning === undefined) return { nothing: 'kind' };
    const withinMinor = within(earning.duration, line);
    const baseMinor = parts.partOf(withinMinor, credit);
    const rate = rateOfCredit(credit, earning, account.record, account, earned, terms);
    const isArrears = line.period !== null && churnedOn !== null && line.period.end <= churnedOn;
    const churned = isArrears ? null : churn;
    const commission = churned === null ? applyRate(baseMinor, rate) : ZERO;
    const left = subtract(commission, shareOf(commission, taken[index] ?? ZERO, line.amountMinor));
    const standsMinor = clawBackOnChurn(left, revenue.at, tier, customer, terms);
    const figures = () =>
      lineFigures({
        invoice,
        credit,
        partner,
        type,
        line,
        index,
        earning,
        earned,
        defersRefunds,
        withinMinor,
        commissionMinor: commission,
        churned,
        leftMinor: left,
        standsMinor,
      });
    return { standsMinor, baseMinor, rate: formatRate(rate), figures };
  });
}

/** Why revenue of that time earns nothing at all for the partner; null: it may. */
function whyNotEarning(
  revenue: RevenueEvent,
  customer: CustomerAccount,
  { record }: PartnerAccount,
  program: ProgramTerms,
): NothingReason | null {
  if (!mayAccrue(record)) return 'not_a_partner';
  if (standingAt(record, revenue.at, program).terminated) return 'terminated';
  if (isOptedOutAt(record, revenue.at)) return 'opted_out';
  return isEngagementEndedAt(record, customer.customer, revenue.at) ? 'engagement_ended' : null;
}

/**
 * Why a line earns nothing, whatever its kind; null: it may. Of what is no earning event only the credits earn, once the
 * customer's attribution has settled (programs.md, section 0, Earning event: a pure credit).
 */
function whyNotEarningLine(
  { amountMinor }: InvoiceLine,
  { earns }: RevenueEvent,
  { settledAt }: CustomerAccount,
): NothingReason | null {
  if (amountMinor === 0n) return 'no_amount';
  if (earns) return null;
  // Nothing above 0 that the terms pay for: else it would be an earning event.
  if (amountMinor > 0n) return 'kind';
  return settledAt === null ? 'not_settled' : null;
}

/** `round(commission × taken ÷ amount)`; taken has the sign of the amount. */
function shareOf(commission: AmountMinor, taken: AmountMinor, amount: AmountMinor): AmountMinor {
  return amount < 0n ? proportion(commission, negate(taken), negate(amount)) : proportion(commission, taken, amount);
}
