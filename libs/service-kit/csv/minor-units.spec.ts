import { inMajorUnits } from './minor-units';

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
  });
});
