import { affiliate, brings, contacted, lead, rateSet, paid, tierSet } from '../../../test/rules/facts';
import { given } from '../../../test/rules/given';

describe('tiers and kinds', () => {
  it.each([
    ['referral', 'subscription', '0.1'],
    ['referral', 'usage', '0.1'],
    ['referral', 'outcome', '0.1'],
    ['integration', 'subscription', '0.2'],
    ['integration', 'usage', '0.2'],
    ['integration', 'outcome', '0.2'],
    ['solution', 'subscription', '0.3'],
    ['solution', 'usage', '0.3'],
    ['solution', 'outcome', '0.35'],
  ] as const)('R-TIER-03: a %s partner’s %s earns at %s', async (tier, kind, rate) => {
    const ledger = await given(
      'three-tier',
      affiliate('p', '2025-01-01', tier),
      brings('p', 'a', '2025-01-02'),
      paid('i', 'a', '2025-02-01', [{ kind, amount: 1000 }]),
    ).ledger();
    expect(ledger.linesOf('p').map((line) => line.rate)).toEqual([rate]);
  });

  it('R-TIER-04: the tier at the earning event decides; a later tier reprices nothing', async () => {
    const ledger = await given(
      'three-tier',
      affiliate('p', '2025-01-01', 'solution'),
      brings('p', 'a', '2025-01-02'),
      paid('i1', 'a', '2025-02-01', 1000),
      tierSet('p', '2025-02-01T00:01', 'referral'),
      paid('i2', 'a', '2025-02-01T00:01', 1000),
    ).ledger();
    expect([ledger.posted('p', 'i1'), ledger.posted('p', 'i2')]).toEqual([['accrual 300'], ['accrual 100']]);
  });

  it('R-TIER-04: a tier that arrives late reprices what was earned since', async () => {
    const ledger = await given(
      'three-tier',
      affiliate('p', '2025-01-01', 'solution'),
      brings('p', 'a', '2025-01-02'),
      paid('i1', 'a', '2025-02-01', 1000),
      tierSet('p', '2025-01-15', 'referral'),
    ).ledger();
    expect(ledger.posted('p', 'i1')).toEqual(['accrual 300', 'rate_change -200']);
  });

  it('R-TIER-05: an influenced credit earns at 40 % of the partner’s own rate, a negotiated one too', async () => {
    const ledger = await given(
      'three-tier',
      affiliate('p', '2025-01-01'),
      rateSet('p', '2025-01-02', '0.15'),
      contacted('a', '2025-01-03', 'active'),
      lead('r', 'p', '2025-01-04', { customer: 'a' }),
      paid('i', 'a', '2025-02-01', [{ amount: 1000 }, { kind: 'usage', amount: 1000 }]),
    ).ledger();
    expect(ledger.linesOf('p').map(({ rate, amount }) => [rate, amount])).toEqual([
      ['0.06', 60],
      ['0.04', 40],
    ]);
  });
});
