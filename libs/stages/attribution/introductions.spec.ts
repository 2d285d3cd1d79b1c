import {
  activated,
  affiliate,
  applied,
  approved,
  called,
  clicked,
  clock,
  enrolled,
  lead,
  link,
  matched,
  paid,
  partner,
  registered,
  reinstated,
  reregistered,
  signedUp,
  suspended,
  terminated,
  type Told,
} from '../../../test/rules/facts';
import { given, type History } from '../../../test/rules/given';

const credits = async (history: History, customer = 'a') => (await history.ledger()).credits(customer);
const lost = async (history: History, customer = 'a') => (await history.ledger()).lost(customer);
const plixo = given('plixo', partner('p', '2025-01-01'), partner('q', '2025-01-01')).when(
  link('p', 'cp', '2025-01-02'),
  link('q', 'cq', '2025-01-02'),
);

describe('sign-ups', () => {
  it('R-CLAIM-01: with a partner’s code are claims of the sign-up’s time', async () => {
    const history = plixo.when(
      signedUp('a', '2025-02-01', { referralCode: 'cp' }),
      lead('r', 'q', '2025-01-31', { customer: 'a' }),
    );
    expect(await credits(history)).toEqual(['q sourced 1']);
    expect((await history.ledger()).attribution('a')?.lost).toEqual([
      { partner: 'p', claim: 'signup', at: '2025-02-01T00:00:00.000Z', reason: 'later' },
    ]);
  });

  it('R-CLAIM-02: with a click are claims of the click’s time, which may be before another’s lead', async () => {
    const history = plixo.when(
      clicked('cp', 'k', '2025-01-20'),
      lead('r', 'q', '2025-01-25', { customer: 'a' }),
      signedUp('a', '2025-02-01', { clickId: 'k' }),
    );
    expect(await credits(history)).toEqual(['p sourced 1']);
  });

  it('R-CLAIM-03: the earliest click of that link that is at most 90 × 24 h older than the sign-up counts', async () => {
    const history = plixo.when(
      clicked('cp', 'k', '2025-01-03T11:59:59.999Z'),
      clicked('cp', 'k', '2025-01-03T12:00'),
      clicked('cp', 'k', '2025-02-01'),
      lead('r', 'q', '2025-01-03T12:00:00.001Z', { customer: 'a' }),
      signedUp('a', '2025-04-03T12:00', { clickId: 'k' }),
    );
    expect(await credits(history)).toEqual(['p sourced 1']);
    expect((await history.ledger()).attribution('a')?.lost).toMatchObject([{ partner: 'q', reason: 'later' }]);
  });

  it('R-CLAIM-04: with an older click only are lost, `window_passed`; a click after the sign-up is none', async () => {
    const old = plixo.when(
      clicked('cp', 'k', '2025-01-02'),
      signedUp('a', '2025-04-02T00:00:00.001Z', { clickId: 'k' }),
    );
    expect(await lost(old)).toEqual(['p signup window_passed']);
    expect(await credits(old)).toEqual([]);
    const after = plixo.when(clicked('cp', 'k', '2025-04-03'), signedUp('a', '2025-04-02', { clickId: 'k' }));
    expect([await lost(after), await credits(after)]).toEqual([[], []]);
    const same = plixo.when(clicked('cp', 'k', '2025-04-02'), signedUp('a', '2025-04-02', { clickId: 'k' }));
    expect(await credits(same)).toEqual(['p sourced 1']);
  });

  it('R-CLAIM-04: a click in the window heals an older one of the same link, whichever arrives first', async () => {
    const clicks = [clicked('cp', 'k', '2025-01-02'), clicked('cp', 'k', '2025-03-01')];
    for (const order of [clicks, [...clicks].reverse()]) {
      const history = plixo.when(order, signedUp('a', '2025-04-15', { clickId: 'k' }));
      expect([await credits(history), await lost(history)]).toEqual([['p sourced 1'], []]);
    }
  });

  it('R-CLAIM-05: that name the code of one partner and a click of another are claims of both', async () => {
    const history = plixo.when(
      clicked('cq', 'k', '2025-01-20'),
      signedUp('a', '2025-02-01', { referralCode: 'cp', clickId: 'k' }),
    );
    expect([await credits(history), await lost(history)]).toEqual([['q sourced 1'], ['p signup later']]);
  });

  it('R-CLAIM-05: code and click of the same partner are one claim, of the click’s time', async () => {
    const history = plixo.when(
      clicked('cp', 'k', '2025-01-20'),
      lead('r', 'q', '2025-01-25', { customer: 'a' }),
      signedUp('a', '2025-02-01', { referralCode: 'cp', clickId: 'k' }),
    );
    expect([await credits(history), await lost(history)]).toEqual([['p sourced 1'], ['q lead later']]);
    const old = plixo.when(
      clicked('cp', 'k', '2025-01-02'),
      signedUp('a', '2025-06-01', { referralCode: 'cp', clickId: 'k' }),
    );
    expect([await credits(old), await lost(old)]).toEqual([['p sourced 1'], []]);
  });

  it('R-CLAIM-06: count also when link or click become known after them', async () => {
    const byCode = given('plixo', partner('p', '2025-01-01')).when(
      signedUp('a', '2025-02-01', { referralCode: 'cp' }),
      link('p', 'cp', '2025-02-02'),
    );
    expect(await credits(byCode)).toEqual(['p sourced 1']);
    const byClick = plixo.when(signedUp('a', '2025-02-01', { clickId: 'k' }), clicked('cp', 'k', '2025-01-20'));
    expect(await credits(byClick)).toEqual(['p sourced 1']);
    const byLink = given('plixo', partner('p', '2025-01-01')).when(
      signedUp('a', '2025-02-01', { clickId: 'k' }),
      clicked('cp', 'k', '2025-01-20'),
      link('p', 'cp', '2025-02-02'),
    );
    expect(await credits(byLink)).toEqual(['p sourced 1']);
  });

  it('R-CLAIM-07: with an unknown click claim nothing', async () => {
    const history = plixo.when(signedUp('a', '2025-02-01', { clickId: 'y' }));
    expect((await history.ledger()).attribution('a')).toBeUndefined();
  });

  it('R-CLAIM-07: with a code that nobody owns are shown as lost, for as long as that is so', async () => {
    const history = plixo.when(signedUp('a', '2025-02-01', { referralCode: 'x' }), activated('a', '2025-02-02'));
    expect([await credits(history), await lost(history)]).toEqual([[], ['null signup unknown_code']]);
    const made = history.when(link('p', ' X', '2025-03-01'));
    expect([await credits(made), await lost(made)]).toEqual([['p sourced 1'], []]);
  });
});

describe('leads and registrations', () => {
  it('R-CLAIM-08: that name the customer belong to it alone', async () => {
    const history = plixo.when(
      lead('r', 'p', '2025-02-01', { customer: 'a', email: 'x@example.org' }),
      signedUp('b', '2025-02-02', { email: 'x@example.org' }),
      matched({ referral: 'r' }, 'c', '2025-02-03'),
    );
    expect([await credits(history), await credits(history, 'b'), await credits(history, 'c')]).toEqual([
      ['p sourced 1'],
      [],
      [],
    ]);
  });

  it('R-CLAIM-09: else belong to every customer whose sign-up gives the e-mail, trimmed and in any case', async () => {
    const told = [
      lead('r', 'p', '2025-02-01', { email: ' X@Example.org' }),
      signedUp('a', '2025-02-02', { email: 'x@example.ORG ' }),
      signedUp('b', '2025-02-03', { email: 'x@example.org' }),
      signedUp('c', '2025-02-03', { email: 'y@example.org' }),
    ];
    for (const order of [told, [...told].reverse()]) {
      const history = plixo.when(order);
      expect([await credits(history), await credits(history, 'b'), await credits(history, 'c')]).toEqual([
        ['p sourced 1'],
        ['p sourced 1'],
        [],
      ]);
    }
  });

  it('R-CLAIM-10: and to those that `lead.matched` names, with their own time, also when the match comes first', async () => {
    const told = [
      lead('r', 'p', '2025-02-01', { email: 'x@example.org' }),
      matched({ referral: 'r' }, 'a', '2025-03-01'),
    ];
    for (const order of [told, [...told].reverse()]) {
      const history = plixo.when(order, lead('s', 'q', '2025-02-02', { customer: 'a' }));
      expect([await credits(history), await lost(history)]).toEqual([['p sourced 1'], ['q lead later']]);
    }
  });

  it('R-CLAIM-10: a registration likewise, its re-registration too', async () => {
    const deal = registered('d', 'p', '2025-02-01', {});
    const told = [deal, matched({ deal: 'd' }, 'a', '2025-02-02')];
    const joins = given('three-tier', affiliate('p', '2025-01-01'));
    for (const order of [told, [...told].reverse()]) {
      expect(await credits(joins.when(order))).toEqual(['p sourced 1']);
      const expired = joins.when(order, clock('2025-06-02'));
      expect(await lost(expired)).toEqual(['p registration expired']);
      expect(await credits(expired.when(reregistered('d', '2025-06-02')))).toEqual(['p sourced 1']);
    }
    const own = joins.when(
      registered('d', 'p', '2025-02-01', { customer: 'a' }),
      matched({ deal: 'd' }, 'b', '2025-02-02'),
    );
    expect([await credits(own), await credits(own, 'b')]).toEqual([['p sourced 1'], []]);
  });
});

describe('a claim counts', () => {
  it('R-CLAIM-11: if its partner is approved at its time, that very time included', async () => {
    const joins = given('plixo', applied('p', '2025-01-01'), approved('p', '2025-02-01'));
    expect(await credits(joins.when(lead('r', 'p', '2025-02-01', { customer: 'a' })))).toEqual(['p sourced 1']);
    const early = joins.when(lead('r', 'p', '2025-01-31T23:59', { customer: 'a' }));
    expect([await credits(early), await lost(early)]).toEqual([[], ['p lead not_approved']]);
    const enrols = given('odoopbx', enrolled('f', '2025-01-01'), link('f', 'c', '2025-01-01'));
    expect(await credits(enrols.when(signedUp('a', '2025-01-02', { referralCode: 'c' })))).toEqual(['f sourced 1']);
  });

  it('R-CLAIM-12: not while it is suspended or terminated', async () => {
    const at = async (time: string, ...told: Told[]) => lost(plixo.when(told, lead('r', 'p', time, { customer: 'a' })));
    const suspension = [suspended('p', '2025-02-01'), reinstated('p', '2025-03-01')];
    expect(await at('2025-02-01', ...suspension)).toEqual(['p lead not_approved']);
    expect(await at('2025-01-31', ...suspension)).toEqual([]);
    expect(await at('2025-03-01', ...suspension)).toEqual([]);
    expect(await at('2025-02-01', terminated('p', '2025-02-01'))).toEqual(['p lead not_approved']);
  });

  it('R-CLAIM-13: a click by its partner’s state at the sign-up', async () => {
    const late = given(
      'plixo',
      applied('p', '2025-01-01'),
      link('p', 'cp', '2025-01-02'),
      clicked('cp', 'k', '2025-01-03'),
    );
    const history = late.when(approved('p', '2025-01-10'), signedUp('a', '2025-01-10', { clickId: 'k' }));
    expect(await credits(history)).toEqual(['p sourced 1']);
    const gone = plixo.when(
      clicked('cp', 'k', '2025-01-20'),
      terminated('p', '2025-01-25'),
      signedUp('a', '2025-02-01', { clickId: 'k' }),
    );
    expect(await lost(gone)).toEqual(['p signup not_approved']);
  });

  it('R-CLAIM-14: of a partner that becomes known later, once it turns out to have been approved then', async () => {
    const unknown = given('plixo', lead('r', 'p', '2025-02-01', { customer: 'a' }));
    expect(await lost(unknown)).toEqual(['p lead not_approved']);
    expect(await credits(unknown.when(partner('p', '2025-01-01')))).toEqual(['p sourced 1']);
    const later = unknown.when(partner('p', '2025-02-02'));
    expect(await lost(later)).toEqual(['p lead not_approved']);
  });

  it.each([
    ['suspension', suspended('p', '2025-01-20')],
    ['termination', terminated('p', '2025-01-20')],
  ])('R-ENG-08: a %s that arrives late but is earlier settles it anew', async (_, told) => {
    const before = plixo.when(lead('r', 'p', '2025-02-01', { customer: 'a' }), paid('i', 'a', '2025-03-01', 1000));
    const after = await before.when(told).ledger();
    expect([after.lost('a'), after.posted('p')]).toEqual([
      ['p lead not_approved'],
      ['accrual 100', 'reattribution -100'],
    ]);
  });

  it('R-CLAIM-15: claims of the same time go by id, then source', async () => {
    const told = [
      called('b', lead('r', 'p', '2025-02-01', { customer: 'a' })),
      called('a', lead('s', 'q', '2025-02-01', { customer: 'a' })),
    ];
    expect(await credits(plixo.when(told))).toEqual(['q sourced 1']);
    const sources = [
      called('a', lead('r', 'p', '2025-02-01', { customer: 'a' }), 'y'),
      called('a', lead('s', 'q', '2025-02-01', { customer: 'a' }), 'x'),
    ];
    expect(await credits(plixo.when(sources))).toEqual(['q sourced 1']);
  });
});
