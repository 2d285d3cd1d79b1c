import fc from 'fast-check';
import { add, amountMinor, divideRounded, negate, proportion, subtract, ZERO } from './money';

const integers = fc.bigInt({ min: -(2n ** 70n), max: 2n ** 70n });
const positives = fc.bigInt({ min: 1n, max: 2n ** 60n });

describe('amounts in minor units', () => {
  it('R-MON-01: is exact up to the largest amount of the contract and beyond', () => {
    expect(amountMinor(9_007_199_254_740_991)).toBe(9_007_199_254_740_991n);
    expect(add(amountMinor(9_007_199_254_740_991n), amountMinor(2))).toBe(9_007_199_254_740_993n);
    expect(subtract(amountMinor(1), amountMinor(3))).toBe(-2n);
    expect(negate(amountMinor(5))).toBe(-5n);
    expect(negate(ZERO)).toBe(0n);
  });

  it.each([0.5, 2 ** 53, Number.NaN, Number.POSITIVE_INFINITY])('refuses %p as an amount', (value) => {
    expect(() => amountMinor(value)).toThrow(new RangeError(`not an exact amount in minor units: ${value}`));
  });
});

describe('rounding', () => {
  it.each([
    [5n, 10n, 1n],
    [-5n, 10n, -1n],
    [15n, 10n, 2n],
    [-15n, 10n, -2n],
    [4n, 10n, 0n],
    [-4n, 10n, 0n],
    [6n, 10n, 1n],
    [1n, 3n, 0n],
    [2n, 3n, 1n],
    [-2n, 3n, -1n],
    [0n, 7n, 0n],
    [21n, 7n, 3n],
  ])('R-MON-02: %d ÷ %d rounds half away from zero, to %d', (numerator, denominator, rounded) => {
    expect(divideRounded(numerator, denominator)).toBe(rounded);
  });

  it('is symmetric around zero, and never further from the quotient than a half', () => {
    fc.assert(
      fc.property(integers, positives, (numerator, denominator) => {
        const rounded = divideRounded(numerator, denominator);
        expect(divideRounded(-numerator, denominator)).toBe(-rounded);
        const twiceOff = 2n * (rounded * denominator - numerator);
        expect(twiceOff <= denominator && -twiceOff <= denominator).toBe(true);
      }),
    );
  });

  it('gives a whole quotient as it is', () => {
    fc.assert(
      fc.property(integers, positives, (quotient, denominator) => {
        expect(divideRounded(quotient * denominator, denominator)).toBe(quotient);
      }),
    );
  });

  it('takes a part of an amount', () => {
    expect(proportion(amountMinor(1000), 30n, 90n)).toBe(333n);
    expect(proportion(amountMinor(-1000), 60n, 90n)).toBe(-667n);
    expect(proportion(amountMinor(5), 1n, 2n)).toBe(3n);
  });
});
