import type { AmountMinor } from './money';

/**
 * Splits `total` (≥ 0) by `weights` (of either sign, adding up to more than nothing) into whole minor units that add up
 * to it exactly. What rounding down (towards the smaller number) leaves goes to the largest remainders, earlier ones
 * first on a tie (programs.md, section 0, Money and Refunds). Throws RangeError where the weights add up to nothing or less.
 */
export function splitByLargestRemainder(total: AmountMinor, weights: readonly bigint[]): AmountMinor[] {
  const whole = weights.reduce((sum, weight) => sum + weight, 0n);
  if (whole <= 0n) throw new RangeError('a split needs weights that add up to more than nothing');
  const shares = weights.map((weight) => {
    const share = floorDivide(total * weight, whole);
    return { share, remainder: total * weight - share * whole };
  });
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

function floorDivide(numerator: bigint, denominator: bigint): bigint {
  const towardsZero = numerator / denominator;
  return numerator < 0n && towardsZero * denominator !== numerator ? towardsZero - 1n : towardsZero;
}
