import type { EventOf } from '@ledger/contracts/events';
import { instant } from '@ledger/kernel/instant';
import { preset } from '../../test/rules/programs';
import { termsToJson } from './describe-terms-canonical';
import { parseTerms } from './parse-terms';
import type { Terms } from './terms';
import { readPublication, termsOfPublication } from './terms-of-publication';
import { SMALL_PROGRAM } from './testing/small-program';

type Publication = EventOf<'terms.published'>;

function published(terms: Terms, change: object = {}, data: Partial<Publication['data']> = {}): Publication {
  const { program } = terms;
  return {
    id: 'e',
    source: 's',
    time: instant(0),
    program,
    type: 'terms.published',
    data: {
      version: 2,
      effectiveFrom: '2026-04-01',
      appliesTo: 'all' as const,
      terms: { ...termsToJson(terms), ...change },
      ...data,
    },
  };
}

function termsOf(yaml: string): Terms {
  const parsed = parseTerms(yaml, 'base.yaml');
  if (!parsed.ok) throw new Error(parsed.errors.map(({ message }) => message).join());
  return parsed.terms;
}

const plixo = preset('plixo').versions[0] as Terms;
const refusal = (change: object) => {
  const read = readPublication(published(plixo, change));
  return read.ok ? 'taken' : read.detail;
};

const RICH = SMALL_PROGRAM.replace('  friend:', '  old:\n      joins: [application]\n    friend:')
  .replace(
    '      minimumPayouts:',
    '      rates:\n        - pays: [other]\n          rate: 1%\n          duration: lifetime\n      minimumPayouts:',
  )
  .replace(
    'earnings:\n',
    `earnings:
  rates:
    - pays: [services]
      partnerType: old
      rate: 3%
      duration: first-payment
    - pays: [services, overage]
      rate: 2%
      duration: lifetime
`,
  )
  .replace('  fees:', '  approval: { above: { EUR: 5 } }\n  newMethodWaitDays: 2\n  fees:')
  .replace('rate: 0.25%', 'rate: 0.25%\n      fixedMinor: { USD: 25 }\n      onReturn: partner');

it.each([
  ...(['plixo', 'reseller', 'three-tier', 'plaidcloud', 'odoopbx'] as const).map(
    (name) => [name, preset(name).versions[0] as Terms] as const,
  ),
  ['one that has everything', termsOf(RICH)] as const,
])('reads the canonical terms of %s as a file is read', (_name, terms) => {
  const { publishedAt: _, ...expected } = terms as Terms & { publishedAt?: unknown };
  const event = published(terms, {}, { version: terms.version, effectiveFrom: '2020-01-01' });
  expect(termsOfPublication(event)).toEqual({ ...expected, effectiveFrom: Date.UTC(2020, 0, 1) });
});

it('takes version, beginning and whom it is for from the fact, not from the terms', () => {
  const event = published(
    plixo,
    { version: 9 },
    { version: 3, effectiveFrom: '2026-07-01', appliesTo: 'new-partners' },
  );
  expect(termsOfPublication(event)).toMatchObject({
    version: 3,
    effectiveFrom: Date.UTC(2026, 6, 1),
    appliesTo: 'new-partners',
  });
});

it('begins a day in the time zone of the terms', () => {
  const event = published({ ...plixo, timeZone: 'Asia/Tokyo' });
  expect(termsOfPublication(event).effectiveFrom).toBe(Date.UTC(2026, 2, 31, 15));
});

it.each([
  [{ program: 'other' }, "data.terms.program: 'other'"],
  [{ timeZone: 'Mars' }, "data.terms.timeZone: 'Mars'"],
  [{ timeZone: undefined }, 'data.terms.timeZone: missing'],
  [{ colour: 'blue' }, 'data.terms: Unrecognized key: "colour"'],
  [{ [`${'x'.repeat(64)}yz`]: 1, other: 2 }, `data.terms: Unrecognized key: "${'x'.repeat(64)}…"`],
  [
    {
      payout: {
        ...termsToJson(plixo).payout,
        fees: [{ rail: null, rate: '0', fixedMinor: { ['x'.repeat(65)]: '-' } }],
      },
    },
    new RegExp(`^data\\.terms\\.payout\\.fees\\[0\\]\\.fixedMinor\\.x{64}…: .{1,64}$`),
  ],
  [{ bonus: { wins: 3, rate: '15%' } }, 'data.terms.bonus.rate: not a decimal rate'],
  [{ bonus: { wins: 3, rate: '1.5' } }, /^data\.terms\.earnings\.bonus\.rate: /],
  [{ earnings: [] }, /^data\.terms/],
  [{ partnerTypes: [] }, /^data\.terms/],
  [{ competition: [{ claims: ['protection'], tiers: [], sharedBy: [] }] }, /the program takes no such claims/],
  [{ clearing: [...termsToJson(plixo).clearing, { tier: null, clearingDays: 7 }] }, /not in the order/],
  [
    { payout: { ...termsToJson(plixo).payout, withholding: { rate: '0.3', when: 'tax-form-missing' } } },
    /holds every payout without a tax form/,
  ],
])('says what is wrong with terms that have %j', (change, detail) => {
  if (typeof detail === 'string') expect(refusal(change)).toBe(detail);
  else expect(refusal(change)).toMatch(detail);
});

it('is a defect where terms were accepted that cannot be read', () => {
  expect(() => termsOfPublication(published(plixo, { earnOn: 'dreamt' }))).toThrow(/^terms of plixo were accepted/);
});
