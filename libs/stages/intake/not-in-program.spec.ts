import {
  applied,
  fact,
  influenced,
  issued,
  lead,
  matched,
  met,
  lapsed,
  overridden,
  partner,
  paysBy,
  registered,
  sourced,
  tierSet,
  touched,
  type Told,
} from '../../../test/rules/facts';
import { given } from '../../../test/rules/given';
import type { Preset } from '../../../test/rules/programs';

const says = (program: Preset, told: Told) => given(program, told).verdict();
const types = {
  plixo: 'partner',
  reseller: 'reseller',
  'three-tier': 'partner',
  plaidcloud: 'partner',
  odoopbx: 'partner',
};

describe('what a program’s terms have no use for', () => {
  it('R-USE-01: an event type', () => {
    expect(says('plixo', touched('p', 'a', '2025-01-01'))).toBe("not_in_program: type: 'touchpoint.recorded'");
    expect(says('plaidcloud', lead('r', 'p', '2025-01-01', { customer: 'a' }))).toBe(
      "not_in_program: type: 'referral.submitted'",
    );
    expect(says('odoopbx', registered('d', 'p', '2025-01-01', { customer: 'a' }))).toBe(
      "not_in_program: type: 'deal.registered'",
    );
    expect(says('three-tier', issued('i', 'a', '2025-01-01', 100))).toBe('accepted');
  });

  it('R-USE-02: a partner type', () => {
    for (const [program, type] of Object.entries(types)) {
      expect(says(program as Preset, applied('p', '2025-01-01', { type }))).toBe('accepted');
      expect(says(program as Preset, applied('p', '2025-01-01', { type: 'x' }))).toBe("not_in_program: data.type: 'x'");
    }
  });

  it('R-USE-03: a tier', () => {
    const joins = given('three-tier', applied('p', '2025-01-01'));
    expect(joins.when(tierSet('p', '2025-01-02', 'gold')).verdict()).toBe("not_in_program: data.tier: 'gold'");
    expect(joins.when(tierSet('p', '2025-01-02', 'referral')).verdict()).toBe('accepted');
  });

  it('R-USE-04: a requirement, met or lapsed', () => {
    const joins = given('three-tier', partner('p', '2025-01-01'));
    for (const told of [met, lapsed]) {
      expect(joins.when(told('p', '2025-01-02', 'certified_analyst')).verdict()).toBe(
        "not_in_program: data.requirement: 'certified_analyst'",
      );
      expect(joins.when(told('p', '2025-01-02', 'quarterly_review')).verdict()).toBe('accepted');
      expect(given('plaidcloud', partner('p', '2025-01-01'), told('p', '2025-01-02', 'agreement')).verdict()).toBe(
        "not_in_program: data.requirement: 'agreement'",
      );
    }
  });

  it('R-USE-05: a rail', () => {
    const rail = (program: Preset, name: 'stripe' | 'paypal' | 'manual') =>
      given(program, partner('p', '2025-01-01', types[program]), paysBy('p', '2025-01-02', name)).verdict();
    expect([rail('plixo', 'stripe'), rail('plixo', 'paypal'), rail('plixo', 'manual')]).toEqual([
      'accepted',
      "not_in_program: data.rail: 'paypal'",
      "not_in_program: data.rail: 'manual'",
    ]);
    expect([rail('odoopbx', 'stripe'), rail('odoopbx', 'paypal'), rail('odoopbx', 'manual')]).toEqual([
      "not_in_program: data.rail: 'stripe'",
      'accepted',
      'accepted',
    ]);
  });

  it('R-USE-06: a promotion', () => {
    expect(says('reseller', fact('promotion.closed', '2025-01-01', { promotion: 'launch' }))).toBe('accepted');
    expect(says('reseller', fact('promotion.closed', '2025-01-01', { promotion: 'x' }))).toBe(
      "not_in_program: data.promotion: 'x'",
    );
    expect(says('plixo', fact('promotion.closed', '2025-01-01', { promotion: 'launch' }))).toBe(
      "not_in_program: type: 'promotion.closed'",
    );
  });

  it('R-USE-07: a match of a claim that it does not take', () => {
    expect(says('plixo', matched({ referral: 'r' }, 'a', '2025-01-01'))).toBe('accepted');
    expect(says('plixo', matched({ deal: 'd' }, 'a', '2025-01-01'))).toBe("not_in_program: type: 'lead.matched'");
    expect(says('plaidcloud', matched({ deal: 'd' }, 'a', '2025-01-01'))).toBe('accepted');
    expect(says('plaidcloud', matched({ referral: 'r' }, 'a', '2025-01-01'))).toBe(
      "not_in_program: type: 'lead.matched'",
    );
  });

  it('R-USE-08: the role `influenced`', () => {
    const both = overridden('a', '2025-01-01', [sourced('p'), influenced('q')]);
    expect(says('three-tier', both)).toBe('accepted');
    expect(says('plixo', both)).toBe("not_in_program: data.credits[1].role: 'influenced'");
    expect(says('plixo', overridden('a', '2025-01-01', [sourced('p'), sourced('q')]))).toBe('accepted');
  });
});
