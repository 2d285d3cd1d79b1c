import fc from 'fast-check';
import { splitByLargestRemainder } from './largest-remainder';
import { amountMinor } from './money';

const split = (total: number, ...weights: number[]) =>
  splitByLargestRemainder(amountMinor(total), weights.map(BigInt)).map(Number);

describe('splitting by largest remainder', () => {
  it.each([
    [100, [1, 1, 1], [34, 33, 33]],
    [10_045, [1, 1, 1], [3349, 3348, 3348]],
    [999, [5, 3, 2], [499, 300, 200]],
    [1, [1, 2], [0, 1]],
    [2, [1, 1, 1], [1, 1, 0]],
    [0, [3, 4], [0, 0]],
    [7, [1], [7]],
    [10, [0, 1, 0], [0, 10, 0]],
    [5, [1, 3], [1, 4]],
  ])('R-MON-04: %d by %j is %j; on a tie the earlier one gets more', (total, weights, shares) => {
    expect(split(total, ...weights)).toEqual(shares);
  });

  it.each([
    [5000, [15_484, -5161], [7500, -2500]],
    [10, [20, -10], [20, -10]],
    [1, [3, -1, -1], [3, -1, -1]],
    [1, [4, -1, -1], [2, 0, -1]],
    [3, [1, 1, -1, 5], [1, 1, -1, 2]],
  ])('R-REF-08: %d by the signed %j is %j: the floor of each share, then one more by the larger fraction', (...row) => {
    const [total, weights, shares] = row;
    expect(split(total, ...weights)).toEqual(shares);
  });

  it('refuses to split by nothing, or by less', () => {
    const refusal = new RangeError('a split needs weights that add up to more than nothing');
    expect(() => split(1, 0, 0)).toThrow(refusal);
    expect(() => split(1, 3, -4)).toThrow(refusal);
    expect(() => split(0)).toThrow(RangeError);
  });

  it('adds up exactly, and every share is within one unit of its proportion', () => {
    const weights = fc.array(fc.bigInt({ min: -(10n ** 6n), max: 10n ** 9n }), { minLength: 1, maxLength: 8 });
    const splittable = weights.filter((list) => list.reduce((sum, weight) => sum + weight, 0n) > 0n);
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 2n ** 53n }), splittable, (total, list) => {
        const shares = splitByLargestRemainder(amountMinor(total), list);
        const whole = list.reduce((sum, weight) => sum + weight, 0n);
        expect(shares.reduce((sum, share) => sum + share, 0n)).toBe(total);
        shares.forEach((share, index) => {
          const exact = total * (list[index] as bigint);
          expect((share - 1n) * whole < exact && exact < (share + 1n) * whole).toBe(true);
        });
      }),
    );
  });

  it('gives an earlier one of equal weight never less', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 10n ** 6n }), fc.integer({ min: 1, max: 9 }), (total, parts) => {
        const shares = splitByLargestRemainder(amountMinor(total), Array<bigint>(parts).fill(1n));
        expect([...shares].sort((a, b) => Number(b - a))).toEqual(shares);
      }),
    );
  });
});
