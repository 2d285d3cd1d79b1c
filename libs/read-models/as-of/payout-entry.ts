import { formatInstant } from '@ledger/kernel/instant';
import type { PayoutEntry } from '../ledger-view';
import type { PayoutRow } from '../rows';

/** A payout as the contract shows it (section 2, `payouts`). */
export function payoutEntry(row: PayoutRow): PayoutEntry {
  const { partner, currency, madeAt, rail, grossMinor, feeMinor, netMinor, lineCount } = row;
  const amounts = { gross: grossMinor, fee: feeMinor, net: netMinor };
  return { partner, currency, at: formatInstant(madeAt), rail, ...amounts, lines: lineCount };
}
