import {
  activated,
  activationVoided,
  affiliate,
  influenced,
  lead,
  overridden,
  partner,
  sourced,
} from '../../../test/rules/facts';
import { given, type History } from '../../../test/rules/given';

const plixo = given('plixo', partner('p', '2025-01-01'), partner('q', '2025-01-01')).when(
  lead('r', 'p', '2025-02-01', { customer: 'a' }),
);
const counts = async (history: History, name: string) => {
  const { wins, customers } = (await history.ledger()).partner(name);
  return { wins, customers };
};

describe('wins', () => {
  it('R-WIN-05: are counted in the calendar quarter of the customer’s first activation', async () => {
    const twice = plixo.when(activated('a', '2025-03-31T23:59'), activated('a', '2025-04-02'));
    expect(await counts(twice, 'p')).toEqual({ wins: { '2025-Q1': 1 }, customers: 1 });
    expect(await counts(plixo.when(activated('a', '2025-04-01')), 'p')).toEqual({
      wins: { '2025-Q2': 1 },
      customers: 1,
    });
    expect(await counts(plixo, 'p')).toEqual({ wins: {}, customers: 0 });
  });

  it('R-WIN-06: are the partner’s whose sourced weight is the largest; on a tie, of the first credit', async () => {
    const won = plixo.when(activated('a', '2025-02-02'));
    const heavier = won.when(overridden('a', '2025-02-03', [sourced('p', 2), sourced('q', 3)]));
    expect([(await counts(heavier, 'p')).wins, (await counts(heavier, 'q')).wins]).toEqual([{}, { '2025-Q1': 1 }]);
    const tie = won.when(overridden('a', '2025-02-03', [sourced('q', 2), sourced('p', 2)]));
    expect([(await counts(tie, 'p')).wins, (await counts(tie, 'q')).wins]).toEqual([{}, { '2025-Q1': 1 }]);
    expect([(await counts(tie, 'p')).customers, (await counts(tie, 'q')).customers]).toEqual([1, 1]);
  });

  it('R-WIN-07: are struck by a void, up to then, and counted again in the quarter of the next activation', async () => {
    const voided = plixo.when(activated('a', '2025-02-02'), activationVoided('a', '2025-02-03'));
    expect(await counts(voided, 'p')).toEqual({ wins: {}, customers: 0 });
    expect(await counts(voided.when(activated('a', '2025-05-01')), 'p')).toEqual({
      wins: { '2025-Q2': 1 },
      customers: 1,
    });
  });

  it('R-WIN-07: an activation that arrives late moves the win', async () => {
    const history = plixo.when(activated('a', '2025-05-01'), activated('a', '2025-03-01'));
    expect(await counts(history, 'p')).toEqual({ wins: { '2025-Q1': 1 }, customers: 1 });
  });

  it('R-WIN-08: a program without a bonus counts none', async () => {
    const history = given('reseller', partner('p', '2025-01-01', 'reseller')).when(
      lead('r', 'p', '2025-02-01', { customer: 'a' }),
      activated('a', '2025-02-02'),
    );
    expect(await counts(history, 'p')).toEqual({ wins: {}, customers: 1 });
  });

  it('R-WIN-09: each change is decided once, with the number that results', () => {
    const history = plixo.when(
      lead('s', 'p', '2025-02-01', { customer: 'b' }),
      activated('a', '2025-02-02'),
      activated('a', '2025-02-03'),
      activated('b', '2025-02-03'),
      overridden('b', '2025-02-04', [sourced('q')]),
    );
    const wins = history
      .decisions()
      .flatMap((each) => (each.type === 'WinsChanged' ? [`${each.partner} ${each.wins}`] : []));
    expect(wins).toEqual(['p 1', 'p 2', 'p 1', 'q 1']);
  });
});

describe('customers', () => {
  it('R-STA-09: are the activated ones with any sourced credit of the partner', async () => {
    const history = given('three-tier', affiliate('p', '2025-01-01'), affiliate('q', '2025-01-01')).when(
      overridden('a', '2025-02-01', [sourced('p'), influenced('q')]),
      activated('a', '2025-02-02'),
      overridden('b', '2025-02-01', [sourced('p')]),
    );
    expect([(await counts(history, 'p')).customers, (await counts(history, 'q')).customers]).toEqual([1, 0]);
  });
});
