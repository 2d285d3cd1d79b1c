import { isCountry } from './country';
import { currenciesNamed, isCurrency } from './currency';

describe('a currency', () => {
  it('is one of ISO 4217', () => {
    for (const code of ['EUR', 'USD', 'JPY', 'KWD', 'CLF', 'XCG']) expect(isCurrency(code)).toBe(true);
    for (const code of ['ZZZ', 'eur', 'XAU', '', 'EURO', 'toString']) expect(isCurrency(code)).toBe(false);
  });

  it('is also what a program’s terms name', () => {
    const terms = {
      versions: [{ payout: { minimums: [{ amountsMinor: { PTS: 100 } }], rate: '0.1' } }, { currency: 'ABC' }],
    };
    expect([...currenciesNamed(terms)]).toEqual(['PTS', 'ABC']);
  });
});

it('a country is one of ISO 3166', () => {
  for (const code of ['DE', 'US', 'GB']) expect(isCountry(code)).toBe(true);
  for (const code of ['XX', 'de', 'EU', 'DEU', '']) expect(isCountry(code)).toBe(false);
});
