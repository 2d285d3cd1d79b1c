import { affiliate, applied, enrolled, fact, issued, link, partner, signedUp } from '../../../test/rules/facts';
import { given } from '../../../test/rules/given';

describe('partners as they are shown', () => {
  it('R-APP-02: `application` shows the latest by its time; once approved stays approved for the rules', async () => {
    const history = given('plixo', partner('p', '2025-01-01')).when(
      fact('partner.rejected', '2025-03-01', { partner: 'p' }),
      fact('partner.info_requested', '2025-02-01', { partner: 'p' }),
    );
    const { application, status } = (await history.ledger()).partner('p');
    expect([application, status]).toEqual(['rejected', 'active']);
  });

  it('R-APP-03: one that applied or enrolled is shown, others are not', async () => {
    const history = given('odoopbx', applied('p', '2025-01-01'), enrolled('f', '2025-01-01')).when(
      link('x', 'c', '2025-01-02'),
      signedUp('a', '2025-01-03', { referralCode: 'c' }),
    );
    const { partners } = (await history.ledger()).entries;
    expect(partners.map(({ partner: name, type, application, status }) => [name, type, application, status])).toEqual([
      ['f', 'referral', 'enrolled', 'active'],
      ['p', 'partner', 'applied', 'pending'],
    ]);
  });

  it('R-APP-04: a standing is decided when something of it changed, and only then', () => {
    const history = given('plaidcloud', partner('p', '2025-01-01')).when(
      fact('partner.requirement_met', '2025-01-02', { partner: 'p', requirement: 'certified_analyst', person: 'ann' }),
      fact('partner.requirement_met', '2025-01-03', { partner: 'p', requirement: 'certified_analyst', person: 'bob' }),
      fact('partner.suspended', '2025-01-04', { partner: 'p' }),
      fact('partner.terminated', '2025-01-05', { partner: 'p' }),
    );
    const standings = history
      .decisions()
      .flatMap((each) =>
        each.type === 'PartnerStandingChanged' ? [[each.application, each.terminated, ...each.holds]] : [],
      );
    expect(standings).toEqual([
      ['applied', false, 'certification_missing', 'not_approved'],
      ['approved', false, 'certification_missing'],
      ['approved', false],
      ['approved', false, 'suspended'],
      ['approved', true],
    ]);
  });

  it('R-STA-08: the active-until date is the one set last', async () => {
    const until = (at: string, date: string) =>
      fact('partner.activity_locked', at, { partner: 'p', until: date, by: 'admin' });
    const history = given('reseller', partner('p', '2020-01-01', 'reseller')).when(
      until('2025-01-02', '2026-01-01'),
      until('2025-01-01', '2030-01-01'),
    );
    expect((await history.ledger('2025-12-31')).partner('p').status).toBe('active');
    expect((await history.ledger('2026-01-01')).partner('p').status).toBe('at_risk');
  });

  it('R-CERT-01: without a certified analyst it is inactive', async () => {
    const history = given('plaidcloud', partner('p', '2025-01-01'));
    expect((await history.ledger()).partner('p').status).toBe('inactive');
    const certified = history.when(
      fact('partner.requirement_met', '2025-01-02', { partner: 'p', requirement: 'certified_analyst' }),
      issued('i', 'a', '2025-01-03', 100),
    );
    expect((await certified.ledger()).partner('p').status).toBe('active');
  });

  it('R-VIO-01: on hold from the second violation until it is lifted', async () => {
    const violated = (at: string) => fact('partner.violation_recorded', at, { partner: 'p' });
    const history = given('three-tier', affiliate('p', '2025-01-01')).when(violated('2025-01-02'));
    const status = async (told: typeof history) => (await told.ledger()).partner('p').status;
    expect(await status(history)).toBe('active');
    const held = history.when(violated('2025-01-03'));
    expect(await status(held)).toBe('on_hold');
    expect(await status(held.when(fact('partner.violation_hold_lifted', '2025-01-04', { partner: 'p' })))).toBe(
      'active',
    );
  });

  it('R-TIER-02: the tier is that of the program’s clock', async () => {
    const history = given('three-tier', affiliate('p', '2025-01-01', 'solution'));
    expect((await history.ledger()).partner('p').tier).toBe('solution');
    expect((await given('plixo', partner('p', '2025-01-01')).ledger()).partner('p').tier).toBeNull();
  });
});
