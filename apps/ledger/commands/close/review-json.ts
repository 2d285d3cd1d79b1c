import { formatMonth } from '@ledger/kernel/calendar';
import { formatInstant, type Instant } from '@ledger/kernel/instant';
import { closability, type MonthReview, type MonthTotal } from '@ledger/read-models/closing/month-review';
import type { PayoutRow } from '@ledger/read-models/tables/payouts';

/** The review as JSON: amounts as texts in minor units, times in UTC. */
export function reviewJson(review: MonthReview) {
  const { program, month, clock, closedThrough, postsFrom } = review;
  return {
    program,
    month: formatMonth(month),
    asOf: timeOrNull(clock),
    state: closability(review),
    closedThrough: closedThrough === null ? null : formatMonth(closedThrough),
    lateFactsPostFrom: formatInstant(postsFrom),
    totals: review.totals.map(totalJson),
    payoutsInTransit: review.inTransit.map(payoutJson),
    proposals: review.proposals.map(payoutJson),
    disputes: review.disputes.map(({ amountMinor, ...dispute }) => ({ ...dispute, ...texts({ amountMinor }) })),
    hold: review.held.map(({ amountMinor, ...held }) => ({ ...held, ...texts({ amountMinor }) })),
    rejected: review.rejected.map(({ at, ...rejected }) => ({ ...rejected, at: timeOrNull(at) })),
  };
}

function totalJson(total: MonthTotal) {
  const { currency, accounts: statements, openingMinor, accruedMinor, adjustedMinor, reversedMinor, paidMinor } = total;
  const closingMinor = openingMinor + accruedMinor + adjustedMinor + reversedMinor - paidMinor;
  const { feesMinor, withheldMinor } = total;
  const moved = { openingMinor, accruedMinor, adjustedMinor, reversedMinor, paidMinor, closingMinor };
  return { currency, statements, ...texts({ ...moved, feesMinor, withheldMinor }) };
}

function payoutJson({ payout, partner, currency, rail, grossMinor, netMinor, lineCount, at }: PayoutRow) {
  return {
    payout,
    partner,
    currency,
    rail,
    ...texts({ grossMinor, netMinor }),
    lines: lineCount,
    at: formatInstant(at),
  };
}

function texts(amounts: Readonly<Record<string, bigint>>): Record<string, string> {
  return Object.fromEntries(Object.entries(amounts).map(([name, amountMinor]) => [name, amountMinor.toString()]));
}

function timeOrNull(at: Instant | null): string | null {
  return at === null ? null : formatInstant(at);
}
