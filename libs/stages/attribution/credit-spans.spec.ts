import { instant } from '@ledger/kernel/instant';
import type { Credit } from './attribution.decisions';
import { creditSpans, spanAt, type Override } from './credit-spans';
import { activated, clock, fact, link, paid, partner, signedUp, sourced } from '../../../test/rules/facts';
import { given } from '../../../test/rules/given';

const to = (name: string): Credit[] => [{ partner: name, role: 'sourced', weight: 1 }];
const override = (name: string, at: number, from: number | null): Override => ({
  credits: to(name),
  from: from === null ? null : instant(from),
  at: instant(at),
  id: name,
  source: 's',
});
const creditedAt = (overrides: Override[], times: number[]) => {
  const spans = creditSpans(to('settled'), overrides);
  return times.map((time) => spanAt(spans, instant(time)).credits[0]?.partner);
};

describe('hand-over', () => {
  it('R-OVR-08: with `from` an override is for what has its earning event then or later', () => {
    expect(creditedAt([override('p', 1, 10)], [9, 10, 11])).toEqual(['settled', 'p', 'p']);
  });

  it('R-OVR-09: the latest counts whose `from` is not after the earning event', () => {
    const [p, q, z] = [override('p', 1, 10), override('q', 2, 20), override('z', 3, 15)];
    expect(creditedAt([p, q], [9, 10, 19, 20])).toEqual(['settled', 'p', 'p', 'q']);
    expect(creditedAt([p, q, z], [10, 15, 20])).toEqual(['p', 'z', 'z']);
    expect(creditedAt([p, q, override('z', 3, null)], [9, 20])).toEqual(['z', 'z']);
    expect(creditedAt([override('z', 1, null), p], [9, 10])).toEqual(['z', 'p']);
  });

  const history = given('plixo', partner('p', '2025-01-01'), partner('q', '2025-01-01')).when(
    link('p', 'cp', '2025-01-02'),
    signedUp('a', '2025-01-03', { referralCode: 'cp' }),
    activated('a', '2025-01-04'),
  );
  const handedOver = history.when(
    fact('attribution.overridden', '2025-01-10', {
      customer: 'a',
      credits: [sourced('q')],
      from: '2025-03-01T00:00:00Z',
      by: 'dana',
      evidence: 'moved',
    }),
  );

  it('R-OVR-10: `attributions` shows the credits in force at the program’s clock, and what lost against them', async () => {
    const shown = async (at: string) => {
      const ledger = await handedOver.when(clock(at)).ledger();
      return [ledger.credits('a'), ledger.lost('a')];
    };
    expect(await shown('2025-02-28')).toEqual([['p sourced 1'], []]);
    expect(await shown('2025-03-01')).toEqual([['q sourced 1'], ['p signup overridden']]);
  });

  it('R-OVR-11: who counts the customer goes by the credits in force at its first activation', async () => {
    const ledger = await handedOver.when(clock('2025-04-01')).ledger();
    expect(ledger.entries.partners.map(({ partner: name, customers }) => [name, customers])).toEqual([
      ['p', 1],
      ['q', 0],
    ]);
  });

  it('R-OVR-08: revenue before it stays with whom it was', async () => {
    const ledger = await handedOver
      .when(paid('i', 'a', '2025-02-10', 1000), paid('j', 'a', '2025-03-10', 1000))
      .ledger();
    expect([ledger.posted('p'), ledger.posted('q')]).toEqual([['accrual 100'], ['accrual 100']]);
  });
});
