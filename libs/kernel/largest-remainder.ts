import type { AmountMinor } from './money';

/**
 * Splits `total` (≥ 0) by `weights` (≥ 0, not all zero) into whole minor units that add up to it exactly.
 * What rounding down leaves goes to the largest remainders, earlier ones first on a tie (programs.md, section 0, Money).
 */
export function splitByLargestRemainder(total: AmountMinor, weights: readonly bigint[]): AmountMinor[] {
  const whole = weights.reduce((sum, weight) => sum + weight, 0n);
  if (whole <= 0n) throw new RangeError('a split needs at least one positive weight');
  const shares = weights.map((weight) => ({
    share: (total * weight) / whole,
    remainder: (total * weight) % whole,
  }));
  let left = total - shares.reduce((sum, { share }) => sum + share, 0n);
  // The sort keeps equal ones in their order.
  const byRemainder = [...shares].sort((a, b) => Number(b.remainder - a.remainder));
  for (const entry of byRemainder) {
    if (left === 0n) break;
    entry.share += 1n;
    left -= 1n;
  }
  return shares.map(({ share }) => share as AmountMinor);
}
