import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { instant } from '@ledger/kernel/instant';
import { amountMinor } from '@ledger/kernel/money';
import { LANGUAGES, languageOf } from '../language';
import { writeValue } from '../write-value';
import { jsonOfValue, type Value } from '../value';
import { CATALOGUE, sentence, write } from './catalogue';
import { STATEMENT_WORDS } from './statement-words';
import { WORDS } from './words';

/** The names of the places of a sentence. */
const placesOf = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map(([, place]) => place).sort();

describe('the catalogue', () => {
  it.each(Object.entries(CATALOGUE))('%s is said in every language, with the same places', (_key, said) => {
    for (const language of LANGUAGES) {
      expect(said[language].trim()).not.toBe('');
      expect(placesOf(said[language])).toEqual(placesOf(said.en));
    }
  });

  it('has every word in every language, no two the same', () => {
    const words = Object.values(WORDS);
    for (const word of words) for (const language of LANGUAGES) expect(word[language].trim()).not.toBe('');
    const same = words.filter(({ en, de }) => (en as string) === de).map(({ en }) => en);
    expect(same).toEqual([]);
  });

  it('has every word of a statement in every language', () => {
    for (const word of Object.values(STATEMENT_WORDS)) {
      for (const language of LANGUAGES) expect(word[language].trim()).not.toBe('');
    }
  });

  it('names only rules that docs/rules.md has', () => {
    const rules = readFileSync(join(__dirname, '../../../docs/rules.md'), 'utf8');
    const named = ['computation', 'credits', 'explain-customer', 'explain-invoice', 'explain-line', 'explain-own-line']
      .concat([
        'explain-payout',
        'explain-posting',
        'nothing-rules',
        'payout-step',
        'payout-sums',
        'taken-back',
        'terms-entry',
      ])
      .flatMap((file) => readFileSync(join(__dirname, `../${file}.ts`), 'utf8').match(/R-[A-Z]+-\d\d/g) ?? []);
    expect(named.length).toBeGreaterThan(50);
    expect([...new Set(named)].filter((rule) => !rules.includes(`**${rule}**`))).toEqual([]);
  });

  it('refuses a sentence without a value for one of its places', () => {
    expect(() => write(sentence('customer.about'), 'de')).toThrow('customer.about has no customer');
  });
});

describe('a value', () => {
  const money = (minor: number, currency = 'USD') => ({ minor: amountMinor(minor), currency });
  const third = { ...money(3333), exact: { numerator: 10_000n, denominator: 3n } };

  it.each<[Value, string, string, unknown]>([
    [money(-123_456), '−1,234.56 USD', '−1.234,56 USD', { amountMinor: '-123456', currency: 'USD' }],
    [money(1_234_567, 'JPY'), '1,234,567 JPY', '1.234.567 JPY', { amountMinor: '1234567', currency: 'JPY' }],
    [money(1_234, 'KWD'), '1.234 KWD', '1,234 KWD', { amountMinor: '1234', currency: 'KWD' }],
    [
      third,
      '33.333333… USD, rounded 33.33 USD',
      '33,333333… USD, gerundet 33,33 USD',
      { amountMinor: '3333', currency: 'USD', exact: '10000/3' },
    ],
    [{ ...money(5), exact: { numerator: 50n, denominator: 10n } }, '0.05 USD', '0,05 USD', expect.anything()],
    [
      { ...money(-1, 'JPY'), exact: { numerator: -3n, denominator: 4n } },
      '−0.75 JPY, rounded −1 JPY',
      '−0,75 JPY, gerundet −1 JPY',
      expect.anything(),
    ],
    [{ rate: '0.125' }, '12.5 %', '12,5 %', '0.125'],
    [
      { at: instant(Date.UTC(2026, 0, 2, 3, 4, 5, 6)) },
      '2026-01-02 03:04:05.006 UTC',
      '02.01.2026 03:04:05,006 UTC',
      '2026-01-02T03:04:05.006Z',
    ],
    [{ at: instant(Date.UTC(2026, 0, 2)) }, '2026-01-02 00:00 UTC', '02.01.2026 00:00 UTC', '2026-01-02T00:00:00.000Z'],
    [
      { at: instant(Date.UTC(2026, 0, 2, 3, 0, 9)) },
      '2026-01-02 03:00:09 UTC',
      '02.01.2026 03:00:09 UTC',
      '2026-01-02T03:00:09.000Z',
    ],
    [{ date: '2026-01-02' }, '2026-01-02', '02.01.2026', '2026-01-02'],
    [{ count: 3 }, '3', '3', 3],
    [{ word: 'sourced' }, 'sourced', 'vermittelt', 'sourced'],
    [{ list: ['a', { count: 2 }] }, 'a, 2', 'a, 2', ['a', 2]],
    [
      { sum: [money(-5), money(7), money(-1)] },
      '−0.05 USD + 0.07 USD − 0.01 USD',
      '−0,05 USD + 0,07 USD − 0,01 USD',
      expect.anything(),
    ],
    ['as it is', 'as it is', 'as it is', 'as it is'],
  ])('%j is written as a reader of the language does', (value, en, de, json) => {
    expect([writeValue(value, 'en'), writeValue(value, 'de'), jsonOfValue(value)]).toEqual([en, de, json]);
  });
});

it.each([
  [undefined, 'en'],
  ['de', 'de'],
  ['de-AT,de;q=0.9,en;q=0.8', 'de'],
  ['en;q=0.5, de;q=0.7', 'de'],
  ['fr, de;q=0.1', 'de'],
  ['en, de', 'en'],
  ['fr', 'en'],
  ['de;q=0', 'en'],
  ['DE', 'de'],
])('Accept-Language: %s is answered in %s', (header, language) => {
  expect(languageOf(header)).toBe(language);
});
