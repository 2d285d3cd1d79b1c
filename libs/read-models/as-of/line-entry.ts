import { formatInstant, type Instant } from '@ledger/kernel/instant';
import type { PartnerHold } from '@ledger/stages/partner-status/status.decisions';
import type { LineWithHolds } from '../tables/lines';
import { formatMonth } from '@ledger/kernel/calendar';
import type { LineEntry, ListedLineEntry } from '../ledger-view';

/** A line as it stands at a moment; `partnerHolds`: what holds its partner (contract.md, section 2, `lines`). */
export function lineEntry(
  { row, invoiceHolds }: LineWithHolds,
  partnerHolds: readonly PartnerHold[],
  asOf: Instant,
): LineEntry {
  const clearing = row.clearsAt > asOf ? ['clearing'] : [];
  return {
    partner: row.partner,
    customer: row.customer,
    invoice: row.invoice,
    line: row.line,
    seq: row.lineSeq,
    reason: row.reason,
    base: row.baseMinor,
    rate: row.rate,
    amount: row.amountMinor,
    currency: row.currency,
    state: row.state,
    holds: row.state === 'hold' ? [...clearing, ...invoiceHolds, ...partnerHolds].sort() : [],
    effectiveAt: formatInstant(row.effectiveAt),
    postedAt: formatInstant(row.postedAt),
    clearsAt: formatInstant(row.clearsAt),
    paidAt: row.paidAt === null ? null : formatInstant(row.paidAt),
    termsVersion: row.termsVersion,
    cause: row.cause,
  };
}

/** The same with its month and its payout. */
export function listedLineEntry(
  line: LineWithHolds,
  partnerHolds: readonly PartnerHold[],
  asOf: Instant,
): ListedLineEntry {
  const { month, payout } = line.row;
  return { ...lineEntry(line, partnerHolds, asOf), month: formatMonth(month), payout };
}
