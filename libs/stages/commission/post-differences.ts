import { plusDays, type Instant } from '@ledger/kernel/instant';
import { subtract, ZERO } from '@ledger/kernel/money';
import type { AccountingPeriods } from './accounting-periods';
import type { CommissionPosted } from './commission.decisions';
import type { CustomerAccount } from './customer-account';
import { isPaid, type Demand, type Unpaid } from './demand';
import type { Posted, RevenueEvent } from './invoice-account';
import { reasonOfChange, type Cause } from './reason-of-change';
import type { Share } from './shares-of-invoice';

/** What caused the differences of an invoice, and how its lines are to be dated. */
export interface Occasion {
  /** The id of the event or the name of the timer. */
  readonly causeId: string;
  /** The causing fact's own time. */
  readonly at: Instant;
  readonly decidedAt: Instant;
  causeFor(partner: string): Cause;
}

/**
 * Compares what the facts demand for every (line, partner) of an invoice with what is posted and gives the differences
 * as lines to post (programs.md, section 0, Facts and lines). Yields one at a time; the caller posts it before the next.
 */
export function* postDifferences(
  revenue: RevenueEvent,
  shares: readonly Share[],
  customer: CustomerAccount,
  periods: AccountingPeriods,
  occasion: Occasion,
): Generator<CommissionPosted> {
  const { lines, posted } = revenue.account;
  for (const [index, { line }] of lines.entries()) {
    for (const share of shares) {
      const stands = posted?.find(line, share.partner);
      const difference = differenceOf(stands, share.demands?.[index] ?? NOT_CREDITED);
      if (difference === null) continue;
      yield lineToPost(line, difference, { revenue, share, stands, customer, periods, occasion });
    }
  }
}

type Difference = Pick<CommissionPosted, 'amountMinor' | 'baseMinor' | 'rate' | 'figures'>;

const NOT_CREDITED: Unpaid = { nothing: 'no_credit' };

const NOTHING_POSTED = { standsMinor: ZERO, rate: '0' };

/** Where nothing is paid for any more, the base is 0 and the rate that of the line before (contract.md, section 2). */
function differenceOf(posted: Posted | undefined, demand: Demand | Unpaid): Difference | null {
  const before = posted ?? NOTHING_POSTED;
  const standsMinor = isPaid(demand) ? demand.standsMinor : ZERO;
  const amountMinor = subtract(standsMinor, before.standsMinor);
  if (amountMinor === 0n) return null;
  if (!isPaid(demand)) return { amountMinor, baseMinor: ZERO, rate: before.rate, figures: demand };
  return { amountMinor, baseMinor: demand.baseMinor, rate: demand.rate, figures: demand.figures() };
}

interface PostingContext {
  readonly revenue: RevenueEvent;
  readonly share: Share;
  readonly stands: Posted | undefined;
  readonly customer: CustomerAccount;
  readonly periods: AccountingPeriods;
  readonly occasion: Occasion;
}

function lineToPost(line: string, difference: Difference, context: PostingContext): CommissionPosted {
  const { revenue, share, stands, customer, periods, occasion } = context;
  const { terms, tier, partner } = share;
  const clearing = terms.clearing.find((entry) => entry.tier === null || entry.tier === tier);
  const effectiveAt = Math.max(occasion.at, revenue.at) as Instant;
  return {
    type: 'CommissionPosted',
    partner,
    customer: customer.customer,
    invoice: revenue.account.invoice,
    line,
    lineSeq: (stands?.lineSeq ?? 0) + 1,
    reason: reasonOfChange(occasion.causeFor(partner), {
      isFirstLine: stands === undefined,
      rateChanged: stands !== undefined && stands.rate !== difference.rate,
      versionChanged: stands !== undefined && stands.termsVersion !== terms.version,
    }),
    baseMinor: difference.baseMinor,
    rate: difference.rate,
    amountMinor: difference.amountMinor,
    currency: revenue.account.currency,
    earnedAt: revenue.at,
    effectiveAt,
    postedAt: periods.postingTimeOf(effectiveAt),
    clearsAt: plusDays(revenue.at, clearing?.clearingDays ?? 0),
    termsVersion: terms.version,
    cause: occasion.causeId,
    decidedAt: occasion.decidedAt,
    holds: share.holds,
    figures: difference.figures,
  };
}
