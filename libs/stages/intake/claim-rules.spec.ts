import {
  affiliate,
  called,
  link,
  losesProtection,
  partner,
  protects,
  registered,
  reregistered,
  tierSet,
} from '../../../test/rules/facts';
import { given, type History } from '../../../test/rules/given';

describe('codes', () => {
  it('R-LINK-02: are compared in form NFKC, trimmed and in lower case', () => {
    const history = given(
      'plixo',
      partner('p', '2025-01-01'),
      partner('q', '2025-01-01'),
      link('p', 'Pa10', '2025-01-01'),
    );
    expect(history.when(link('q', ' pa10', '2025-01-01')).verdict()).toBe("code_taken: data.code: ' pa10'");
    expect(history.when(link('q', 'ＰＡ１０', '2025-01-01')).verdict()).toBe("code_taken: data.code: 'ＰＡ１０'");
    expect(history.when(link('p', 'PA10', '2025-01-01')).verdict()).toBe('accepted');
  });

  it('R-LINK-01: belong to the partner that took them first, by arrival', () => {
    const history = given('plixo', link('p', 'c', '2025-02-01'));
    expect(history.when(link('p', 'c', '2025-02-02')).verdict()).toBe('accepted');
    expect(history.when(link('q', 'c', '2025-01-01')).verdict()).toBe("code_taken: data.code: 'c'");
    expect(history.when(link('q', 'd', '2025-01-01')).verdict()).toBe('accepted');
  });
});

describe('registrations', () => {
  const joins = given('three-tier', affiliate('p', '2025-01-01'));
  const registers = (at: string, firstContactAt: string) =>
    joins.when(registered('d', 'p', at, { customer: 'a', firstContactAt })).verdict();

  it('R-REG-01: come at most 14 × 24 h after first contact', () => {
    expect(registers('2025-02-15T12:00', '2025-02-01T12:00:00Z')).toBe('accepted');
    expect(registers('2025-02-15T12:00:00.001Z', '2025-02-01T12:00:00Z')).toBe(
      "registered_too_late: data.firstContactAt: '2025-02-01T12:00:00Z'",
    );
    expect(registers('2025-02-01', '2025-03-01T00:00:00Z')).toBe('accepted');
    const noDeadline = given('plaidcloud', partner('p', '2025-01-01'));
    const late = registered('d', 'p', '2025-12-01', { customer: 'a', firstContactAt: '2025-01-01T00:00:00Z' });
    expect(noDeadline.when(late).verdict()).toBe('accepted');
  });

  it('R-REG-02: need evidence, where the terms ask for it', () => {
    const without = registered('d', 'p', '2025-02-01', { customer: 'a' });
    const bare = { ...without, data: { ...without.data, evidence: undefined } };
    const empty = registered('d', 'p', '2025-02-01', { customer: 'a', evidence: '' });
    const asking = given('plaidcloud', partner('p', '2025-01-01'));
    expect(asking.when(bare).verdict()).toBe("evidence_required: data.deal: 'd'");
    expect(asking.when(empty).verdict()).not.toBe('accepted');
    expect(asking.when(without).verdict()).toBe('accepted');
    expect(joins.when(bare).verdict()).toBe('accepted');
  });

  const deal = joins.when(registered('d', 'p', '2025-02-01T12:00', { customer: 'a' }));
  const again = (history: History, at: string) => history.when(reregistered('d', at));

  it('R-REG-06: are made anew only when they have expired', () => {
    expect(again(deal, '2025-06-01T11:59:59.999Z').verdict()).toBe("registration_still_valid: data.deal: 'd'");
    expect(again(deal, '2025-06-01T12:00').verdict()).toBe('accepted');
    expect(again(joins, '2025-06-01T12:00').verdict()).toBe("unknown_deal: data.deal: 'd'");
  });

  it('R-REG-07: once only, which is checked before their validity', () => {
    const twice = again(deal, '2025-06-01T12:00');
    expect(again(twice, '2025-06-02').verdict()).toBe("reregistration_exhausted: data.deal: 'd'");
    expect(again(twice, '2026-06-02').verdict()).toBe("reregistration_exhausted: data.deal: 'd'");
  });
});

describe('protections', () => {
  const joins = given(
    'three-tier',
    affiliate('s', '2025-01-01', 'solution'),
    affiliate('i', '2025-01-01', 'integration'),
  );

  it('R-PROT-01: are for the solution tier only, at the event’s time', () => {
    expect(joins.when(protects('s', 'a', '2025-01-01')).verdict()).toBe('accepted');
    expect(joins.when(protects('i', 'a', '2025-01-02')).verdict()).toBe(
      "tier_required: data.partner: 'i' is not solution",
    );
    expect(joins.when(protects('x', 'a', '2025-01-02')).verdict()).toBe(
      "tier_required: data.partner: 'x' is not solution",
    );
    expect(joins.when(protects('s', 'a', '2024-12-31')).verdict()).toBe(
      "tier_required: data.partner: 's' is not solution",
    );
    const lowered = joins.when(tierSet('s', '2025-01-05', 'referral'));
    expect(lowered.when(protects('s', 'a', '2025-01-05')).verdict()).toBe(
      "tier_required: data.partner: 's' is not solution",
    );
    expect(lowered.when(protects('s', 'a', '2025-01-04')).verdict()).toBe('accepted');
  });

  const fifty = Array.from({ length: 50 }, (_, index) => protects('s', `c${index}`, '2025-02-01'));
  const full = joins.when(fifty);

  it('R-PROT-02: at most 50 accounts at the same time: the next is rejected', () => {
    expect(joins.when(fifty.slice(1), protects('s', 'a', '2025-02-02')).verdict()).toBe('accepted');
    expect(full.when(protects('s', 'a', '2025-02-02')).verdict()).toBe("protected_limit: data.partner: 's' has 50");
    expect(full.when(protects('s', 'c7', '2025-02-02')).verdict()).toBe('accepted');
    const other = full.when(affiliate('t', '2025-01-01', 'solution'));
    expect(other.when(protects('t', 'a', '2025-02-02')).verdict()).toBe('accepted');
  });

  it('R-PROT-05: a loss frees the place, from its time on', () => {
    const lost = full.when(losesProtection('s', 'c7', '2025-02-03'));
    expect(lost.when(protects('s', 'a', '2025-02-03')).verdict()).toBe('accepted');
    expect(lost.when(protects('s', 'a', '2025-02-02')).verdict()).toBe("protected_limit: data.partner: 's' has 50");
    expect(full.when(losesProtection('s', 'x', '2025-02-03'), protects('s', 'a', '2025-02-04')).verdict()).toBe(
      "protected_limit: data.partner: 's' has 50",
    );
    expect(full.when(losesProtection('s', 'c7', '2025-01-31'), protects('s', 'a', '2025-02-04')).verdict()).toBe(
      "protected_limit: data.partner: 's' has 50",
    );
    const anew = lost.when(protects('s', 'c7', '2025-02-04'));
    expect(anew.when(protects('s', 'a', '2025-02-05')).verdict()).toBe("protected_limit: data.partner: 's' has 50");
  });

  it('R-PROT-05: a protection and its loss of the same time go by id', () => {
    const told = (id: string) =>
      joins
        .when(fifty.slice(1), called('m', protects('s', 'z', '2025-02-03')))
        .when(called(id, losesProtection('s', 'z', '2025-02-03')), protects('s', 'a', '2025-02-04'))
        .verdict();
    expect([told('l'), told('n')]).toEqual(["protected_limit: data.partner: 's' has 50", 'accepted']);
  });

  it('R-PROT-06: only those of the same quarter, and recorded for no later time, count', () => {
    expect(full.when(protects('s', 'a', '2025-04-01')).verdict()).toBe('accepted');
    expect(full.when(protects('s', 'a', '2025-03-31T23:59')).verdict()).toBe(
      "protected_limit: data.partner: 's' has 50",
    );
    expect(full.when(protects('s', 'a', '2025-01-31')).verdict()).toBe('accepted');
  });
});
