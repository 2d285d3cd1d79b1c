import {
  affiliate,
  applied,
  approved,
  enrolled,
  fact,
  joint,
  lapsed,
  met,
  partner,
  rateSet,
  rejected,
  suspended,
  tierSet,
} from '../../../test/rules/facts';
import { given } from '../../../test/rules/given';
import { presetBut, termsOf } from '../../../test/rules/programs';

describe('partners that must be known', () => {
  const applicant = given('odoopbx', applied('p', '2025-02-01'), enrolled('f', '2025-02-01'));

  it('R-GATE-19: events that change a partner need one that applied or enrolled by then', () => {
    expect(applicant.when(suspended('p', '2025-02-01')).verdict()).toBe('accepted');
    expect(applicant.when(suspended('f', '2025-02-01')).verdict()).toBe('accepted');
    expect(applicant.when(suspended('x', '2025-02-01')).verdict()).toBe("unknown_partner: data.partner: 'x'");
    expect(applicant.when(suspended('p', '2025-01-31')).verdict()).toBe("unknown_partner: data.partner: 'p'");
    expect(applicant.when(applied('x', '2025-02-01')).verdict()).toBe('accepted');
    expect(applicant.when(enrolled('x', '2025-02-01')).verdict()).toBe('accepted');
  });

  it.each([
    ['approval', (name: string, at: string) => approved(name, at)],
    ['rejection', (name: string, at: string) => rejected(name, at)],
    ['question', (name: string, at: string) => fact('partner.info_requested', at, { partner: name })],
  ])('R-APP-05: an %s needs an application by then', (_, told) => {
    expect(applicant.when(told('p', '2025-02-01')).verdict()).toBe('accepted');
    expect(applicant.when(told('p', '2025-01-31')).verdict()).toBe("not_applied: data.partner: 'p'");
    expect(applicant.when(told('f', '2025-02-02')).verdict()).toBe("not_applied: data.partner: 'f'");
    expect(applicant.when(told('x', '2025-02-02')).verdict()).toBe("not_applied: data.partner: 'x'");
  });

  it('R-APP-06: only self-serve types enrol themselves', () => {
    const enrols = (type: string) => given('odoopbx', enrolled('f', '2025-01-01', { type })).verdict();
    expect([enrols('referral'), enrols('partner'), enrols('other')]).toEqual([
      'accepted',
      "enrolment_not_allowed: data.type: 'partner'",
      "enrolment_not_allowed: data.type: 'other'",
    ]);
    expect(given('plixo', enrolled('f', '2025-01-01', { type: 'partner' })).verdict()).toBe(
      "enrolment_not_allowed: data.type: 'partner'",
    );
  });
});

describe('requirements', () => {
  const applicant = given('three-tier', applied('p', '2025-01-01'));

  it('R-REQ-02: agreement and onboarding are checked at the approval, naming what is missing', () => {
    expect(applicant.when(approved('p', '2025-01-02')).verdict()).toBe('requirements_unmet: agreement, onboarding');
    const half = applicant.when(met('p', '2025-01-01', 'agreement'));
    expect(half.when(approved('p', '2025-01-02')).verdict()).toBe('requirements_unmet: onboarding');
    const both = half.when(met('p', '2025-01-02', 'onboarding'));
    expect(both.when(approved('p', '2025-01-01')).verdict()).toBe('requirements_unmet: onboarding');
    expect(both.when(approved('p', '2025-01-02')).verdict()).toBe('accepted');
  });

  const joins = given('three-tier', affiliate('p', '2025-01-01')).when(
    ...Array.from({ length: 10 }, (_, index) => joint('p', `c${index}`, '2025-01-01')),
  );

  it('R-TIER-09: a tier’s own are checked when it is set, naming what is missing', () => {
    expect(joins.when(tierSet('p', '2025-01-02', 'integration')).verdict()).toBe(
      'requirements_unmet: integration_live, co_marketing',
    );
    const ready = joins.when(met('p', '2025-01-02', 'integration_live'), met('p', '2025-01-02', 'co_marketing'));
    expect(ready.when(tierSet('p', '2025-01-02', 'integration')).verdict()).toBe('accepted');
    expect(ready.when(tierSet('p', '2025-01-01', 'integration')).verdict()).toBe(
      'requirements_unmet: integration_live, co_marketing',
    );
    expect(ready.when(tierSet('p', '2025-01-02', 'solution')).verdict()).toBe(
      'requirements_unmet: dedicated_contact, quarterly_review',
    );
  });

  it('R-TIER-09: joint customers are among them', () => {
    const ready = given('three-tier', affiliate('q', '2025-01-01')).when(
      met('q', '2025-01-01', 'integration_live'),
      met('q', '2025-01-01', 'co_marketing'),
    );
    expect(ready.when(tierSet('q', '2025-01-02', 'integration')).verdict()).toBe('requirements_unmet: joint_customers');
    const nothing = given('three-tier', affiliate('q', '2025-01-01'));
    expect(nothing.when(tierSet('q', '2025-01-02', 'solution')).verdict()).toBe(
      'requirements_unmet: dedicated_contact, quarterly_review, joint_customers',
    );
  });

  it('R-TIER-10: they are not checked again, and a lower or the same tier always can be set', () => {
    const high = given('three-tier', affiliate('s', '2025-01-01', 'solution')).when(
      lapsed('s', '2025-01-02', 'dedicated_contact'),
    );
    expect(high.when(tierSet('s', '2025-01-03', 'solution')).verdict()).toBe('accepted');
    expect(high.when(tierSet('s', '2025-01-03', 'integration')).verdict()).toBe('accepted');
    expect(high.when(tierSet('s', '2025-01-03', 'referral')).verdict()).toBe('accepted');
    const back = high.when(tierSet('s', '2025-01-03', 'referral'));
    expect(back.when(tierSet('s', '2025-01-04', 'solution')).verdict()).toBe('requirements_unmet: dedicated_contact');
  });

  it('R-TIER-10: what is higher goes by the tier at the event’s time', () => {
    const rises = given('three-tier', affiliate('s', '2025-01-01')).when(
      ['dedicated_contact', 'quarterly_review'].map((name) => met('s', '2025-02-01', name)),
      Array.from({ length: 10 }, (_, index) => joint('s', `c${index}`, '2025-02-01')),
      tierSet('s', '2025-02-01', 'solution'),
    );
    expect(rises.when(tierSet('s', '2025-02-01', 'integration')).verdict()).toBe('accepted');
    expect(rises.when(tierSet('s', '2025-01-31', 'integration')).verdict()).toBe(
      'requirements_unmet: integration_live, co_marketing, joint_customers',
    );
  });
});

describe('negotiated rates', () => {
  const asks = (tier: 'referral' | 'integration' | 'solution', rate: string) =>
    given('three-tier', affiliate('p', '2025-01-01', tier))
      .when(rateSet('p', '2025-01-02', rate))
      .verdict();

  it.each([
    ['referral', '0.1', '0.15', '0.099', '0.151'],
    ['integration', '0.2', '0.25', '0.199', '0.251'],
    ['solution', '0.3', '0.4', '0.299', '0.401'],
  ] as const)('R-RATE-06: a %s partner’s are within %s and %s', (tier, least, most, below, above) => {
    expect([asks(tier, least), asks(tier, most)]).toEqual(['accepted', 'accepted']);
    expect(asks(tier, below)).toBe(`rate_out_of_range: data.rate: '${below}'`);
    expect(asks(tier, above)).toBe(`rate_out_of_range: data.rate: '${above}'`);
  });

  it('R-RATE-06: by the tier at the event’s time', () => {
    const risen = given('three-tier', affiliate('p', '2025-01-01', 'integration')).when(
      tierSet('p', '2025-02-01', 'referral'),
    );
    expect(risen.when(rateSet('p', '2025-01-31', '0.2')).verdict()).toBe('accepted');
    expect(risen.when(rateSet('p', '2025-02-01', '0.2')).verdict()).toBe("rate_out_of_range: data.rate: '0.2'");
  });

  it('R-RATE-06: and by the partner’s type, where the terms tell types apart', () => {
    const [first] = termsOf('odoopbx').earnings;
    const range = { atLeast: { digits: 1n, scale: 1 }, atMost: { digits: 2n, scale: 1 } };
    const program = presetBut('odoopbx', { earnings: [{ ...first!, partnerType: 'partner', negotiable: range }] });
    expect(given(program, partner('p', '2025-01-01'), rateSet('p', '2025-01-02', '0.2')).verdict()).toBe('accepted');
    expect(given(program, enrolled('f', '2025-01-01'), rateSet('f', '2025-01-02', '0.2')).verdict()).toBe(
      "rate_out_of_range: data.rate: '0.2'",
    );
  });

  it('R-RATE-07: reseller takes any rate between 0 and 1', () => {
    const asks2 = (rate: string) =>
      given('reseller', partner('p', '2025-01-01', 'reseller'))
        .when(rateSet('p', '2025-01-02', rate))
        .verdict();
    expect([asks2('0'), asks2('1'), asks2('0.123')]).toEqual(['accepted', 'accepted', 'accepted']);
    expect(asks2('20')).toMatch(/^schema_invalid: data\.rate/);
  });
});
