import type { Instant } from '@ledger/kernel/instant';
import { proportion, subtract, ZERO, type AmountMinor } from '@ledger/kernel/money';
import { applyRate, formatRate } from '@ledger/kernel/rate';
import { termsFor, type ProgramTerms } from '@ledger/program/program-terms';
import type { Terms } from '@ledger/program/terms';
import type { Credit } from '../attribution/attribution.decisions';
import {
  approvedSince,
  isEngagementEndedAt,
  isOptedOutAt,
  mayAccrue,
  partnerTypeAt,
  tierAt,
} from '../facts/partner-at';
import type { PartnerRecord } from '../facts/partner-record';
import { standingAt } from '../facts/standing-at';
import { allocateRefunds } from './allocate-refunds';
import { clawBackOnChurn } from './claw-back-on-churn';
import type { CreditedParts } from './credited-part';
import { isChurnedAt, type CustomerAccount } from './customer-account';
import { isDeferred, truesUp } from './defer-refund-to-true-up';
import { hasLostDispute, type InvoiceAccount } from './invoice-account';
import { basesWithin } from './prorate-base';
import { earningFor, rateOfCredit, type PartnerRates } from './rate-of-credit';

/** What the facts demand for one line and partner. */
export interface Demand {
  readonly standsMinor: AmountMinor;
  readonly baseMinor: AmountMinor;
  readonly rate: string;
  readonly termsVersion: number;
}

export interface DemandInput {
  readonly program: ProgramTerms;
  readonly invoice: InvoiceAccount;
  readonly earnedAt: Instant;
  readonly customer: CustomerAccount;
  readonly credit: Credit;
  /** The parts of all credits of the customer. */
  readonly parts: CreditedParts;
  readonly partner: PartnerRecord;
  readonly rates: PartnerRates;
}

/**
 * What the facts demand for each line of an invoice and one credit, in the order of the lines (programs.md, section 0,
 * Money): null for a line that the terms do not pay for. `clock` is the program's: a quarter that is over defers no refund
 * any more.
 */
export function demandsOf(input: DemandInput, clock: Instant): readonly (Demand | null)[] {
  const { program, invoice, earnedAt, customer, credit, parts, partner, rates } = input;
  const { calendar } = program;
  const scope = { partnerApprovedAt: approvedSince(partner), customerSettledAt: customer.settledAt };
  const terms = termsFor(program, earnedAt, scope);
  const tier = tierAt(partner, earnedAt, terms);
  const type = partnerTypeAt(partner, earnedAt);
  const accrues = earnsAt(input);
  const earned = { at: earnedAt, quarter: calendar.quarterAt(earnedAt) };
  const refunded = refundedOf(invoice, earnedAt, truesUp(terms, tier), terms, clock, program);
  const baseWithin = basesWithin(invoice, earnedAt, customer, terms, calendar);
  return invoice.lines.map((line, index) => {
    const earning = earningFor(terms, line, tier, type);
    if (earning === undefined || line.amountMinor === 0n) return null;
    const within = baseWithin(earning.duration, line);
    const baseMinor = parts.partOf(within, credit);
    const rate = rateOfCredit(credit, earning, partner, rates, earned, terms);
    const commission = accrues ? applyRate(baseMinor, rate) : ZERO;
    const left = subtract(commission, proportion(commission, refunded[index] ?? ZERO, line.amountMinor));
    const standsMinor = clawBackOnChurn(left, earnedAt, tier, customer, terms);
    return { standsMinor, baseMinor, rate: formatRate(rate), termsVersion: terms.version };
  });
}

/** Whether revenue of that time earns for the partner at all. */
function earnsAt({ program, customer, partner, earnedAt }: DemandInput): boolean {
  return (
    mayAccrue(partner) &&
    !standingAt(partner, earnedAt, program).terminated &&
    !isOptedOutAt(partner, earnedAt) &&
    !isEngagementEndedAt(partner, customer.customer, earnedAt) &&
    !isChurnedAt(customer, earnedAt)
  );
}

/** What is refunded of each line: all of it after a lost dispute or a void, else the refunds that do not wait for a true-up. */
function refundedOf(
  invoice: InvoiceAccount,
  earnedAt: Instant,
  defers: boolean,
  terms: Terms,
  clock: Instant,
  { calendar }: ProgramTerms,
): readonly AmountMinor[] {
  const takenBack = hasLostDispute(invoice) || (invoice.voided && terms.earnOn === 'billed');
  if (takenBack) return invoice.lines.map(({ amountMinor }) => amountMinor);
  const { refunds } = invoice;
  const counting = defers ? refunds.filter((refund) => !isDeferred(refund, earnedAt, clock, calendar)) : refunds;
  if (counting.length === 0) return [];
  return allocateRefunds(invoice.lines, counting).refundedMinor;
}
