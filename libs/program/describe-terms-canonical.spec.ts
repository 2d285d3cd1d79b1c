import { readFileSync } from 'node:fs';
import { termsFromJson, termsToJson } from './describe-terms-canonical';
import { loadTerms, presetPaths } from './load-terms-file';
import { parseTerms } from './parse-terms';
import type { Terms } from './terms';

const presets = loadTerms(presetPaths()).flatMap(({ versions }) =>
  versions.map(({ publishedAt: _, ...terms }): Terms => terms),
);

function preset(name: string): Terms {
  const terms = presets.find(({ program }) => program === name);
  if (terms === undefined) throw new Error(`no preset ${name}`);
  return terms;
}

it.each(presets.map((terms) => [terms.program, terms] as const))(
  '%s comes back from its JSON as it was',
  (_name, terms) => {
    const recorded = JSON.stringify(termsToJson(terms));
    expect(termsFromJson(JSON.parse(recorded))).toEqual(terms);
    expect(JSON.stringify(termsToJson(termsFromJson(JSON.parse(recorded))))).toBe(recorded);
  },
);

it('writes rates as decimals, amounts as strings and times in UTC', () => {
  expect(termsToJson(preset('plixo'))).toMatchObject({
    effectiveFrom: '2020-01-01T00:00:00.000Z',
    bonus: { wins: 3, rate: '0.15' },
    payout: { fees: [{ rail: 'stripe', rate: '0.0025', fixedMinor: { USD: '25' } }] },
  });
});

it('does not depend on the order of keys in the YAML', () => {
  const path = presetPaths().find((file) => file.endsWith('odoopbx.yaml')) ?? '';
  const withUsd = (amounts: string) => {
    const parsed = parseTerms(readFileSync(path, 'utf8').replace('{ EUR: 20000 }', amounts), path);
    if (!parsed.ok) throw new Error('expected valid terms');
    return JSON.stringify(termsToJson(parsed.terms));
  };
  expect(withUsd('{ USD: 5, EUR: 20000 }')).toBe(withUsd('{ EUR: 20000, USD: 5 }'));
});

it.each([
  ['a rate that is no decimal', { bonus: { wins: 3, rate: '15%' } }, /not a decimal rate/],
  ['a time that is none', { effectiveFrom: 'today' }, /not a time in UTC/],
  ['a field that it does not know', { colour: 'blue' }, /colour/],
])('does not read %s', (_title, change, message) => {
  expect(() => termsFromJson({ ...termsToJson(preset('plixo')), ...change })).toThrow(message);
});

it('reads terms that were recorded before 1.1 as what they were: without grace, approval, wait and withholding', () => {
  const { claims, payout, ...rest } = termsToJson(preset('plixo'));
  const { approval: _a, newMethodWaitDays: _n, withholding: _w, fees, ...payoutBefore } = payout;
  const recorded = {
    ...rest,
    claims: { ...claims, signups: { clickWindowDays: 90 } },
    payout: { ...payoutBefore, fees: fees.map(({ onReturn: _o, ...fee }) => fee) },
  };
  const terms = termsFromJson(recorded);
  expect(terms.claims.signups).toEqual({ clickWindowDays: 90, graceMinutes: 0 });
  expect(terms.payout).toMatchObject({ approval: null, newMethodWaitDays: 0, withholding: null });
  expect(terms.payout.fees[0]?.onReturn).toBe('ours');
});
