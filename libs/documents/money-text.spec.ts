import { formatMoney, fromMajorUnits, inMajorUnits } from './money-text';

describe('an amount in major units', () => {
  it.each([
    [123_450n, 'USD', '1234.50'],
    [-5n, 'EUR', '-0.05'],
    [0n, 'USD', '0.00'],
    [1_235n, 'JPY', '1235'],
    [-7n, 'KRW', '-7'],
    [1_235n, 'KWD', '1.235'],
    [12n, 'IQD', '0.012'],
    [9_007_199_254_740_993n, 'USD', '90071992547409.93'],
  ])('of %s minor units of %s is %s', (amountMinor, currency, text) => {
    expect(inMajorUnits(amountMinor, currency)).toBe(text);
    expect(fromMajorUnits(text, currency)).toBe(amountMinor);
  });
});

it.each([
  ['12', 'USD', 1_200n],
  ['-12.5', 'USD', -1_250n],
  ['12.345', 'USD', null],
  ['1.0', 'JPY', null],
  ['1,250.00', 'USD', null],
  ['1e3', 'USD', null],
  ['', 'USD', null],
  ['--1', 'USD', null],
])('%j of %s, as somebody writes it, is %s minor units', (text, currency, minor) => {
  expect(fromMajorUnits(text, currency)).toBe(minor);
});

describe('an amount for a reader', () => {
  it.each([
    [-123_450n, 'USD', '-1,234.50'],
    [123_456_789n, 'EUR', '1,234,567.89'],
    [-5n, 'EUR', '-0.05'],
    [1_234_567n, 'JPY', '1,234,567'],
    [1_234_567n, 'KWD', '1,234.567'],
    [0n, 'ZZZ', '0.00'],
    // ISO 4217 gives these decimals, whatever a locale shows.
    [1_234_567n, 'IDR', '12,345.67'],
    [1_234_567n, 'IQD', '1,234.567'],
    [100n, 'LAK', '1.00'],
    [100n, 'AFN', '1.00'],
    [100n, 'MGA', '1.00'],
    [12_345n, 'CLF', '1.2345'],
  ])('of %s minor units of %s is %s', (amountMinor, currency, text) => {
    expect(formatMoney(amountMinor, currency)).toBe(text);
  });
});
