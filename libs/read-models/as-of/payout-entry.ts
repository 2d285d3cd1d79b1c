import { formatInstant } from '@ledger/kernel/instant';
import type { PayoutEntry } from '../ledger-view';
import type { PayoutRow } from '../tables/payouts';

/** A payout as the contract shows it (section 2, `payouts`). */
export function payoutEntry(row: PayoutRow): PayoutEntry {
  const { partner, currency, at, payout, rail, lineCount, state, settledAt, reference } = row;
  const { grossMinor: gross, feeMinor: fee, withheldMinor: withheld, netMinor: net } = row;
  return {
    partner,
    currency,
    at: formatInstant(at),
    payout,
    rail,
    gross,
    fee,
    withheld,
    net,
    lines: lineCount,
    state,
    settledAt: settledAt === null ? null : formatInstant(settledAt),
    reference,
  };
}
