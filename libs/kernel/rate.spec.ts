import fc from 'fast-check';
import { amountMinor } from './money';
import { applyRate, compareRates, formatRate, multiplyRates, parseRate, rateOf, sameRate } from './rate';

const decimals = fc
  .tuple(fc.bigInt({ min: 0n, max: 10n ** 12n }), fc.integer({ min: 0, max: 18 }))
  .map(([digits, scale]) => {
    const text = digits.toString().padStart(scale + 1, '0');
    return scale === 0 ? text : `${text.slice(0, -scale)}.${text.slice(-scale)}`;
  });
const amounts = fc.bigInt({ min: -(2n ** 53n), max: 2n ** 53n }).map(amountMinor);

describe('rates', () => {
  it.each([
    ['0.20', '0.2'],
    ['0.2', '0.2'],
    ['1', '1'],
    ['1.000', '1'],
    ['0', '0'],
    ['0.0', '0'],
    ['00.10', '0.1'],
    ['0.0025', '0.0025'],
    ['10', '10'],
    ['100.50', '100.5'],
    ['0.105', '0.105'],
  ])('R-MON-03: %s is written as the shortest decimal, %s', (text, shortest) => {
    expect(formatRate(rateOf(text))).toBe(shortest);
  });

  it.each(['', '.5', '5.', '-0.1', '+1', '1e3', ' 1', '1 ', '0,5', '1.2.3', 'x'])('%p is no rate', (text) => {
    expect(parseRate(text)).toBeNull();
    expect(() => rateOf(text)).toThrow(new RangeError(`not a decimal rate: ${text}`));
  });

  it('R-MON-03: multiplies amounts exactly and rounds half away from zero', () => {
    expect(applyRate(amountMinor(1234), rateOf('0.2'))).toBe(247n);
    expect(applyRate(amountMinor(9_007_199_254_740_991), rateOf('0.1'))).toBe(900_719_925_474_099n);
    expect(applyRate(amountMinor(5), rateOf('0.1'))).toBe(1n);
    expect(applyRate(amountMinor(-5), rateOf('0.1'))).toBe(-1n);
    expect(applyRate(amountMinor(4), rateOf('0.1'))).toBe(0n);
    expect(applyRate(amountMinor(7), rateOf('1'))).toBe(7n);
  });

  it('compares by value, whatever the number of digits', () => {
    expect(compareRates(rateOf('0.1'), rateOf('0.10'))).toBe(0);
    expect(compareRates(rateOf('0.1'), rateOf('0.099'))).toBe(1);
    expect(compareRates(rateOf('0.099'), rateOf('0.1'))).toBe(-1);
    expect(compareRates(rateOf('2'), rateOf('0.25'))).toBe(1);
    expect(sameRate(rateOf('0.5'), rateOf('0.50'))).toBe(true);
    expect(sameRate(rateOf('0.5'), rateOf('0.05'))).toBe(false);
    expect(sameRate(rateOf('0.5'), rateOf('0.6'))).toBe(false);
  });

  it('reads back what it writes', () => {
    fc.assert(
      fc.property(decimals, (text) => {
        const rate = rateOf(text);
        expect(sameRate(rateOf(formatRate(rate)), rate)).toBe(true);
        expect(formatRate(rate)).not.toMatch(/\.\d*0$/);
      }),
    );
  });

  it('multiplies rates exactly: no digit is lost', () => {
    fc.assert(
      fc.property(decimals, decimals, (left, right) => {
        const [a, b] = [rateOf(left), rateOf(right)];
        const product = multiplyRates(a, b);
        const digits = product.digits * 10n ** BigInt(a.scale + b.scale - product.scale);
        expect(digits).toBe(a.digits * b.digits);
        expect(sameRate(product, multiplyRates(b, a))).toBe(true);
      }),
    );
  });

  it('is never more than half a minor unit off the exact product', () => {
    fc.assert(
      fc.property(amounts, decimals, (amount, text) => {
        const { digits, scale } = rateOf(text);
        const power = 10n ** BigInt(scale);
        const twiceOff = 2n * (applyRate(amount, { digits, scale }) * power - amount * digits);
        expect(twiceOff <= power && -twiceOff <= power).toBe(true);
      }),
    );
  });
});
