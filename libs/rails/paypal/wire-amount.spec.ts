import { amountMinor } from '@ledger/kernel/money';
import { fromWire, toWire } from './wire-amount';

describe('an amount on PayPal’s wire', () => {
  it.each([
    ['USD', 9_950n, '99.50'],
    ['USD', 5n, '0.05'],
    ['EUR', 900_719_925_474_099_301n, '9007199254740993.01'],
    ['JPY', 500n, '500'],
    ['HUF', 12_300n, '123'],
    ['TWD', 100n, '1'],
  ])('of %s: %s minor units are written %s', (currency, minor, value) => {
    expect(toWire(amountMinor(minor), currency)).toEqual({ value, currency });
  });

  it.each([
    ['USD', '99.50', 9_950n],
    ['USD', '99.5', 9_950n],
    ['USD', '99', 9_900n],
    ['USD', '0.250', 25n],
    ['JPY', '500.00', 500n],
    ['HUF', '123', 12_300n],
    ['HUF', '123.00', 12_300n],
  ])('of %s: %s is read as %s minor units', (currency, value, minor) => {
    expect(fromWire({ value, currency })).toBe(minor);
  });

  it.each([
    ['HUF', 12_345n],
    ['TWD', 50n],
    ['KWD', 1_000n],
    ['ZZZ', 1_000n],
    ['USD', 0n],
    ['USD', -5n],
  ])('of %s: %s minor units cannot be sent', (currency, minor) => {
    expect(toWire(amountMinor(minor), currency)).toBeNull();
  });

  it.each([
    ['USD', '0.255'],
    ['JPY', '1.5'],
    ['USD', '-1.00'],
    ['USD', '1e3'],
    ['USD', ''],
    ['KWD', '1.000'],
  ])('of %s: %s is not read', (currency, value) => {
    expect(() => fromWire({ value, currency })).toThrow(RangeError);
  });
});
