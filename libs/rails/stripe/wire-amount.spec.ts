import { amountMinor } from '@ledger/kernel/money';
import { fromWire, toWire } from './wire-amount';

describe('an amount on Stripe’s wire', () => {
  it.each([
    ['USD', 9_950n, 9_950],
    ['JPY', 500n, 500],
    ['MGA', 150_000n, 1_500],
    ['ISK', 500n, 50_000],
    ['UGX', 7n, 700],
    ['HUF', 12_300n, 12_300],
    ['KWD', 1_230n, 1_230],
  ])('of %s: %s minor units are written %s', (currency, minor, written) => {
    expect(toWire(amountMinor(minor), currency)).toBe(written);
    expect(fromWire(written, currency)).toBe(minor);
  });

  it.each([
    ['HUF', 12_345n],
    ['TWD', 50n],
    ['KWD', 1_234n],
    ['MGA', 150_001n],
    ['USD', 0n],
    ['USD', -5n],
    ['USD', 9_007_199_254_740_993n],
  ])('of %s: %s minor units cannot be sent', (currency, minor) => {
    expect(toWire(amountMinor(minor), currency)).toBeNull();
  });

  it('that is no whole number of minor units is not read', () => {
    expect(() => fromWire(1_050, 'ISK')).toThrow('not an amount of ISK: 1050 on the wire');
  });
});
