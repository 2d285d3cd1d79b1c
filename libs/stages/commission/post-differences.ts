import { plusDays, type Instant } from '@ledger/kernel/instant';
import { subtract, ZERO } from '@ledger/kernel/money';
import { termsFor, type ProgramTerms } from '@ledger/program/program-terms';
import { approvedSince, tierAt } from '../facts/partner-at';
import type { AccountingPeriods } from './accounting-periods';
import type { CommissionAccounts, PartnerAccount } from './commission-accounts';
import type { CommissionPosted, LineHold } from './commission.decisions';
import type { CustomerAccount } from './customer-account';
import { CreditedParts } from './credited-part';
import { demandsOf, type Demand } from './demand';
import type { InvoiceAccount, Posted } from './invoice-account';
import { reasonOfChange, type Cause } from './reason-of-change';

/** What caused the differences of an invoice, and how its lines are to be dated. */
export interface Occasion {
  readonly clock: Instant;
  /** The id of the event or the name of the timer. */
  readonly causeId: string;
  /** The causing fact's own time. */
  readonly at: Instant;
  readonly decidedAt: Instant;
  readonly holds: readonly LineHold[];
  causeFor(partner: PartnerAccount): Cause;
}

/**
 * Compares what the facts demand for every (line, partner) of an invoice with what is posted and gives the differences
 * as lines to post (programs.md, section 0, Facts and lines). Yields one at a time; the caller posts it before the next.
 */
export function* postDifferences(
  invoice: InvoiceAccount,
  customer: CustomerAccount,
  accounts: CommissionAccounts,
  program: ProgramTerms,
  periods: AccountingPeriods,
  occasion: Occasion,
): Generator<CommissionPosted> {
  const { earning } = invoice;
  if (earning === null) return;
  const parts = new CreditedParts(customer.credits);
  const demanded = new Map<string, readonly (Demand | null)[]>();
  for (const credit of customer.credits) {
    const rates = accounts.partner(credit.partner);
    const about = { program, invoice, earnedAt: earning.at, customer, credit, parts, partner: rates.record, rates };
    demanded.set(credit.partner, demandsOf(about, occasion.clock));
  }
  for (const [index, { line }] of invoice.lines.entries()) {
    const posted = new Map(invoice.posted?.ofLine(line).map((entry) => [entry.partner, entry]));
    for (const id of new Set([...demanded.keys(), ...posted.keys()])) {
      const difference = differenceOf(line, posted.get(id), demanded.get(id)?.[index] ?? null);
      if (difference === null) continue;
      const partner = accounts.partner(id);
      yield lineToPost(difference, { invoice, customer, earnedAt: earning.at, partner, program, periods, occasion });
    }
  }
}

interface Difference {
  readonly line: string;
  readonly amountMinor: CommissionPosted['amountMinor'];
  readonly baseMinor: CommissionPosted['baseMinor'];
  readonly rate: string;
  readonly lineSeq: number;
  readonly rateChanged: boolean;
  readonly termsVersion: number | null;
}

const NOTHING_POSTED = { lineSeq: 0, standsMinor: ZERO, baseMinor: ZERO, rate: '0' };

function differenceOf(line: string, posted: Posted | undefined, demand: Demand | null): Difference | null {
  const before = posted ?? NOTHING_POSTED;
  // What nothing is demanded for any more is taken back as it was posted.
  const after = demand ?? { ...before, standsMinor: ZERO, termsVersion: null };
  const amountMinor = subtract(after.standsMinor, before.standsMinor);
  if (amountMinor === 0n) return null;
  return {
    line,
    amountMinor,
    baseMinor: after.baseMinor,
    rate: after.rate,
    lineSeq: before.lineSeq + 1,
    rateChanged: posted !== undefined && before.rate !== after.rate,
    termsVersion: after.termsVersion,
  };
}

interface PostingContext {
  readonly invoice: InvoiceAccount;
  readonly customer: CustomerAccount;
  readonly earnedAt: Instant;
  readonly partner: PartnerAccount;
  readonly program: ProgramTerms;
  readonly periods: AccountingPeriods;
  readonly occasion: Occasion;
}

function lineToPost(difference: Difference, context: PostingContext): CommissionPosted {
  const { invoice, customer, earnedAt, partner, program, periods, occasion } = context;
  const { record } = partner;
  const scope = { partnerApprovedAt: approvedSince(record), customerSettledAt: customer.settledAt };
  const terms = termsFor(program, earnedAt, scope);
  const tier = tierAt(record, earnedAt, terms);
  const clearing = terms.clearing.find((entry) => entry.tier === null || entry.tier === tier);
  const effectiveAt = Math.max(occasion.at, earnedAt) as Instant;
  const isFirstLine = difference.lineSeq === 1;
  return {
    type: 'CommissionPosted',
    partner: record.partner,
    customer: customer.customer,
    invoice: invoice.invoice,
    line: difference.line,
    lineSeq: difference.lineSeq,
    reason: reasonOfChange(occasion.causeFor(partner), { isFirstLine, rateChanged: difference.rateChanged }),
    baseMinor: difference.baseMinor,
    rate: difference.rate,
    amountMinor: difference.amountMinor,
    currency: invoice.currency,
    effectiveAt,
    postedAt: periods.postingTimeOf(effectiveAt),
    clearsAt: plusDays(earnedAt, clearing?.clearingDays ?? 0),
    termsVersion: difference.termsVersion ?? terms.version,
    cause: occasion.causeId,
    decidedAt: occasion.decidedAt,
    holds: occasion.holds,
  };
}
