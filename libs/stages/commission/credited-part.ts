import { splitByLargestRemainder } from '@ledger/kernel/largest-remainder';
import type { AmountMinor } from '@ledger/kernel/money';
import type { Credit } from '../attribution/attribution.decisions';

/**
 * A credit's part of the base: sourced credits split it by their weights, influenced ones split the whole once more,
 * equally; by largest remainder, ties to the earlier credit (programs.md, section 0, Money).
 */
export function creditedPart(baseMinor: AmountMinor, credit: Credit, credits: readonly Credit[]): AmountMinor {
  const sharing = credits.filter(({ role }) => role === credit.role);
  if (sharing.length === 1) return baseMinor;
  const weights = sharing.map(({ weight }) => BigInt(weight ?? 1));
  return splitByLargestRemainder(baseMinor, weights)[sharing.indexOf(credit)] as AmountMinor;
}
