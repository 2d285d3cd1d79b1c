import { termsToJson } from '@ledger/program/describe-terms-canonical';
import { rateOf } from '@ledger/kernel/rate';
import type { Terms } from '@ledger/program/terms';
import { applied, approved, clock, closesPeriod, fact, joint, tierSet, type Told } from '../../../test/rules/facts';
import { given } from '../../../test/rules/given';
import { termsOf } from '../../../test/rules/programs';

interface Publication {
  readonly version?: number;
  readonly from?: string;
  readonly appliesTo?: Terms['appliesTo'];
}

const plixo = termsOf('plixo');

function publishes(
  at: string,
  terms: Terms,
  { version = 2, from = '2025-04-01', appliesTo = 'all' }: Publication = {},
): Told {
  const json = termsToJson(terms);
  return fact('terms.published', at, { version, effectiveFrom: from, appliesTo, terms: json });
}

const says = (...told: Told[]) => given('plixo', told).verdict();

describe('publishing terms', () => {
  it('R-PUB-01: what is wrong with the terms is told', () => {
    const wrong: Terms = { ...plixo, competition: [{ claims: ['protection'], tiers: [], sharedBy: [] }] };
    expect(says(publishes('2025-01-01', wrong))).toMatch(/^terms_invalid: data\.terms\.attribution\.competition/);
  });

  it.each([
    ['time zone', { timeZone: 'Europe/Berlin' }],
    ['earning event', { earnOn: 'billed' }],
    ['promotion', { promotion: { name: 'launch', slots: 3, rate: rateOf('0.5') } }],
  ] as const)('R-PUB-02: every version keeps the %s', (_, change) => {
    const change_ = { ...plixo, ...change } as Terms;
    expect(says(publishes('2025-01-01', change_))).toMatch(/^terms_invalid: data\.terms\..*: every version keeps it$/);
  });

  it('R-PUB-03: the next version follows the files, and then the one before it', () => {
    expect(says(publishes('2025-01-01', plixo))).toBe('accepted');
    expect(says(publishes('2025-01-01', plixo, { version: 3 }))).toMatch(
      /^version_not_next: data.version: 3, the next/,
    );
    const second = publishes('2025-01-01', plixo);
    expect(says(second, publishes('2025-01-02', plixo))).toMatch(/^version_not_next/);
    expect(says(second, publishes('2025-01-02', plixo, { version: 3 }))).toBe('accepted');
  });

  it('R-PUB-04: is in force neither in a closed month nor before the version that it follows', () => {
    const closed = [clock('2025-05-02'), closesPeriod('2025-04', '2025-05-02')];
    expect(says(...closed, publishes('2025-05-03', plixo, { from: '2025-04-30' }))).toBe(
      "effective_in_the_past: data.effectiveFrom: '2025-04-30'",
    );
    expect(says(...closed, publishes('2025-05-03', plixo, { from: '2025-05-01' }))).toBe('accepted');
    const second = publishes('2025-01-01', plixo);
    expect(says(second, publishes('2025-01-02', plixo, { version: 3, from: '2025-03-31' }))).toMatch(/^effective_in/);
    expect(says(second, publishes('2025-01-02', plixo, { version: 3, from: '2025-04-01' }))).toBe('accepted');
  });

  it('R-PUB-05: a log that begins with version 1 uses no files', () => {
    const first = publishes('2025-01-01', { ...plixo, earnOn: 'billed' }, { version: 1, from: '2019-01-01' });
    expect(says(first)).toBe('accepted');
    expect(says(first, publishes('2025-01-02', { ...plixo, earnOn: 'billed' }))).toBe('accepted');
    expect(says(first, publishes('2025-01-02', plixo))).toMatch(/^terms_invalid/);
    expect(says(applied('p', '2025-01-01'), publishes('2025-01-02', plixo, { version: 1 }))).toMatch(
      /^version_not_next/,
    );
  });

  it('R-PUB-06: its first version is for all', () => {
    const first = publishes('2025-01-01', plixo, { version: 1, appliesTo: 'new-partners' });
    expect(says(first)).toBe("terms_invalid: data.appliesTo: 'new-partners': the first version is for all");
  });
});

describe('a program that no file knows', () => {
  const named = (told: Told): Told => ({ ...told, program: 'sixth' });
  const published = named(publishes('2025-01-01', { ...plixo, program: 'sixth' }, { version: 1 }));
  const verdicts = (...told: Told[]) => given('plixo', told).verdicts();

  it('R-PUB-07: is known from its first terms on', () => {
    const before = named(called('before'));
    const after = named(called('after'));
    expect(verdicts(before, published, after)).toEqual(["unknown_program: program: 'sixth'", 'accepted', 'accepted']);
  });

  it('R-PUB-07: terms that are refused make it no more known', () => {
    const second = named(publishes('2025-01-01', { ...plixo, program: 'sixth' }));
    expect(verdicts(second, named(called('after')))).toEqual([
      'version_not_next: data.version: 2, the next is 1',
      "unknown_program: program: 'sixth'",
    ]);
  });

  function called(partner: string): Told {
    return applied(partner, '2025-01-01');
  }
});

describe('versions by facts', () => {
  const threeTier = termsOf('three-tier');
  const easier: Terms = { ...threeTier, approvalRequires: [] };
  const publishesEasier = publishes('2025-03-01', easier, { from: '2025-02-01' });
  const history = given('three-tier', applied('p', '2025-01-01'), publishesEasier);

  it('R-PUB-08: what is asked when something is recorded goes by the versions published up to its time', () => {
    expect(history.when(approved('p', '2025-02-28')).verdict()).toMatch(/^requirements_unmet/);
    expect(history.when(approved('p', '2025-03-01')).verdict()).toBe('accepted');
  });

  it('R-PUB-09: what a program has a use for in any of its versions it takes', () => {
    const withoutTiers = given('plixo', publishes('2025-01-01', plixo), applied('p', '2025-01-01'));
    expect(withoutTiers.when(tierSet('p', '2025-01-02', 'gold')).verdict()).toMatch(/^not_in_program/);
    const noLonger: Terms = { ...threeTier, tiers: threeTier.tiers.map((tier) => ({ ...tier, jointCustomers: 0 })) };
    const dropped = given('three-tier', applied('p', '2025-01-01'), publishes('2025-01-02', noLonger));
    expect(dropped.when(joint('p', 'a', '2025-06-01')).verdict()).toBe('accepted');
  });
});
