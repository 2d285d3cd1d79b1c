import { applied, approved, fact } from '../../../test/rules/facts';
import { given, type History } from '../../../test/rules/given';
import { presetBut, presetThen } from '../../../test/rules/programs';

describe('promotion slots', () => {
  const rates = async (history: History, ...names: string[]) => {
    const ledger = await history.ledger();
    return names.map((name) => ledger.partner(name).promotion);
  };
  const reseller = (name: string) => applied(name, '2025-01-01', { type: 'reseller' });
  const all = given('reseller', ...['a', 'b', 'c', 'd'].map(reseller));

  it('R-PROMO-03: are taken at a first approval, by arrival: exactly three', async () => {
    const history = all.when(
      approved('d', '2025-03-01'),
      approved('c', '2025-02-01'),
      approved('c', '2025-02-02'),
      approved('b', '2025-02-01'),
      approved('a', '2025-01-02'),
    );
    expect(await rates(history, 'a', 'b', 'c', 'd')).toEqual([null, '0.5', '0.5', '0.5']);
  });

  it('R-PROMO-04: none when the promotion is closed, also not at a second approval', async () => {
    const history = all.when(
      approved('a', '2025-01-02'),
      fact('promotion.closed', '2025-01-03', { promotion: 'launch' }),
      approved('b', '2025-01-02'),
    );
    expect(await rates(history, 'a', 'b')).toEqual(['0.5', null]);
  });

  it('R-PROMO-05: are never given back', async () => {
    const history = all.when(
      ...['a', 'b', 'c'].map((name) => approved(name, '2025-01-02')),
      fact('partner.terminated', '2025-01-03', { partner: 'a' }),
      fact('partner.rejected', '2025-01-03', { partner: 'b' }),
      approved('d', '2025-01-04'),
    );
    expect(await rates(history, 'a', 'b', 'd')).toEqual(['0.5', '0.5', null]);
  });

  it('R-PROMO-06: a later approval of one that went without takes none', async () => {
    const promotion = { name: 'launch', slots: 1, rate: { digits: 5n, scale: 1 } };
    const later = presetThen('reseller', '2025-06-01', { promotion });
    const without = { ...presetBut('reseller', { promotion: null }).versions[0]! };
    const program = { ...later, versions: [without, later.versions[1]!] };
    const history = given(program, reseller('a'), approved('a', '2025-01-02'), approved('a', '2025-06-02'));
    expect(await rates(history, 'a')).toEqual([null]);
    const enrols = given(program, reseller('b'), approved('b', '2025-06-02'));
    expect(await rates(enrols, 'b')).toEqual(['0.5']);
  });
});
