import {
  activated,
  affiliate,
  applied,
  approved,
  called,
  clicked,
  clock,
  contacted,
  enrolled,
  lead,
  link,
  losesProtection,
  matched,
  overridden,
  paid,
  partner,
  protects,
  registered,
  reinstated,
  reregistered,
  signedUp,
  signsContract,
  sourced,
  suspended,
  terminated,
  tierSet,
  touched,
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

describe('self-referral', () => {
  it('R-ATT-06: a partner never earns on itself: all its claims for that customer are lost', async () => {
    const self = given(
      'plixo',
      applied('p', '2025-01-01', { email: 'Me@Example.org' }),
      approved('p', '2025-01-01'),
    ).when(
      link('p', 'cp', '2025-01-02'),
      signedUp('a', '2025-02-01', { referralCode: 'cp', email: ' me@example.org' }),
      signedUp('b', '2025-02-01', { referralCode: 'cp', email: 'you@example.org' }),
    );
    expect([await lost(self), await credits(self, 'b')]).toEqual([['p signup self_referral'], ['p sourced 1']]);
  });

  it('R-ATT-06: by any e-mail of a sign-up or lead of the customer, and any of an application or enrolment', async () => {
    const byLead = given(
      'plixo',
      applied('p', '2025-01-01', { email: 'me@example.org' }),
      approved('p', '2025-01-01'),
    ).when(
      link('p', 'cp', '2025-01-02'),
      signedUp('a', '2025-02-01', { referralCode: 'cp' }),
      lead('r', 'q', '2025-02-03', { customer: 'a', email: 'me@example.org' }),
    );
    expect(await lost(byLead)).toEqual(['p signup self_referral', 'q lead not_approved']);
    const byEnrolment = given('odoopbx', enrolled('f', '2025-01-01', { email: 'me@example.org' })).when(
      link('f', 'c', '2025-01-01'),
      signedUp('a', '2025-02-01', { referralCode: 'c', email: 'me@example.org' }),
    );
    expect(await lost(byEnrolment)).toEqual(['f signup self_referral']);
  });

  it('R-ATT-06: an e-mail that was given up to the close and arrives later takes it back, a later one does not', async () => {
    const earned = plixo.when(
      signedUp('a', '2025-02-01', { referralCode: 'cp', email: 'me@example.org' }),
      paid('i', 'a', '2025-02-02', 1000),
    );
    const given = earned.when(applied('p', '2025-02-02', { email: 'me@example.org' }));
    expect((await given.ledger()).posted('p')).toEqual(['accrual 100', 'reattribution -100']);
    const later = earned.when(applied('p', '2025-02-03', { email: 'me@example.org' }));
    expect((await later.ledger()).posted('p')).toEqual(['accrual 100']);
  });

  it('R-ATT-07: an override is not touched by it', async () => {
    const history = plixo.when(
      applied('p', '2025-01-05', { email: 'me@example.org' }),
      signedUp('a', '2025-02-01', { referralCode: 'cp', email: 'me@example.org' }),
      overridden('a', '2025-02-02', [sourced('p')]),
    );
    expect([await credits(history), await lost(history)]).toEqual([['p sourced 1'], ['p signup self_referral']]);
  });
});

describe('the decision tree of three-tier', () => {
  const joins = given(
    'three-tier',
    affiliate('r', '2025-01-01'),
    affiliate('i', '2025-01-01', 'integration'),
    affiliate('s', '2025-01-01', 'solution'),
  );
  const by = (name: string, at = '2025-02-02') => lead(`lead-${name}`, name, at, { customer: 'a' });
  const deal = (name: string, at = '2025-02-02') => registered(`deal-${name}`, name, at, { customer: 'a' });

  it('R-INT-01: introduced and not in the CRM before: sourced', async () => {
    expect(await credits(joins.when(by('r')))).toEqual(['r sourced 1']);
    expect(await credits(joins.when(by('r'), contacted('a', '2025-02-03', 'active')))).toEqual(['r sourced 1']);
  });

  it('R-INT-02: in the CRM, but dormant: sourced; actively worked by sales: influenced', async () => {
    expect(await credits(joins.when(contacted('a', '2025-02-01', 'dormant'), by('r')))).toEqual(['r sourced 1']);
    expect(await credits(joins.when(contacted('a', '2025-02-01', 'active'), by('r')))).toEqual(['r influenced']);
  });

  it('R-INT-03: the latest earlier contact says which; of the same time, the id decides what is earlier', async () => {
    const twice = [contacted('a', '2025-02-01', 'active'), contacted('a', '2025-02-01T12:00', 'dormant')];
    expect(await credits(joins.when(twice, by('r')))).toEqual(['r sourced 1']);
    expect(await credits(joins.when([...twice].reverse(), by('r')))).toEqual(['r sourced 1']);
    const same = (id: string) => called(id, contacted('a', '2025-02-02', 'active'));
    expect(await credits(joins.when(same('a'), called('b', by('r'))))).toEqual(['r influenced']);
    expect(await credits(joins.when(same('c'), called('b', by('r'))))).toEqual(['r sourced 1']);
  });

  it('R-INT-04: an integration partner’s registration and a protection stay sourced', async () => {
    const active = joins.when(contacted('a', '2025-02-01', 'active'));
    expect(await credits(active.when(deal('i')))).toEqual(['i sourced 1']);
    expect(await credits(active.when(protects('s', 'a', '2025-02-02')))).toEqual(['s sourced 1']);
    expect(await credits(active.when(deal('s')))).toEqual(['s influenced']);
    expect(await credits(active.when(by('i')))).toEqual(['i influenced']);
  });

  it('R-INT-05: a referral partner’s registration after any direct contact introduces nothing', async () => {
    for (const engagement of ['active', 'dormant'] as const) {
      const history = joins.when(contacted('a', '2025-02-01', engagement), deal('r'));
      expect([await credits(history), await lost(history)]).toEqual([[], ['r registration after_direct_contact']]);
    }
    expect(await credits(joins.when(deal('r'), contacted('a', '2025-02-03', 'active')))).toEqual(['r sourced 1']);
  });

  it('R-INT-06: the tier at the introduction counts', async () => {
    const history = joins.when(
      contacted('a', '2025-02-01', 'active'),
      tierSet('i', '2025-02-03', 'referral'),
      deal('i', '2025-02-02'),
    );
    expect(await credits(history)).toEqual(['i sourced 1']);
    expect(
      await lost(joins.when(contacted('a', '2025-02-01', 'active'), tierSet('i', '2025-02-02', 'referral'), deal('i'))),
    ).toEqual(['i registration after_direct_contact']);
  });

  it('R-INT-07: contributed at most 90 × 24 h before settling: influenced', async () => {
    const closes = signsContract('a', '2025-05-03T12:00');
    const history = (at: string) => joins.when(touched('r', 'a', at), closes);
    expect(await credits(history('2025-02-02T12:00'))).toEqual(['r influenced']);
    expect(await lost(history('2025-02-02T11:59:59.999Z'))).toEqual(['r touchpoint window_passed']);
    expect(await lost(history('2025-05-03T12:00:00.001Z'))).toEqual(['r touchpoint after_settling']);
  });

  it('R-INT-08: while approved and not terminated; a suspension does not bar it', async () => {
    const touch = touched('r', 'a', '2025-02-02');
    expect(await credits(joins.when(suspended('r', '2025-02-01'), touch))).toEqual(['r influenced']);
    expect(await lost(joins.when(terminated('r', '2025-02-01'), touch))).toEqual(['r touchpoint not_approved']);
    expect(await lost(joins.when(touched('x', 'a', '2025-02-02')))).toEqual(['x touchpoint not_approved']);
  });

  it('R-REG-03: a registration is valid for 120 × 24 h, exclusive; expired, it introduces nothing', async () => {
    const history = (closeAt: string) => joins.when(deal('r', '2025-02-02T12:00'), signsContract('a', closeAt));
    expect(await credits(history('2025-06-02T11:59:59.999Z'))).toEqual(['r sourced 1']);
    expect(await lost(history('2025-06-02T12:00'))).toEqual(['r registration expired']);
  });

  it('R-REG-04: a re-registration is a new registration at its time', async () => {
    const history = joins.when(
      deal('r', '2025-02-02'),
      by('i', '2025-06-05'),
      reregistered('deal-r', '2025-06-10'),
      signsContract('a', '2025-07-01'),
    );
    expect([await credits(history), await lost(history)]).toEqual([
      ['i sourced 1'],
      ['r registration expired', 'r registration later'],
    ]);
  });

  it('R-REG-05: without a time of validity it does not expire', async () => {
    const history = given(
      'plaidcloud',
      partner('p', '2025-01-01'),
      registered('d', 'p', '2025-01-02', { customer: 'a' }),
    );
    expect(await credits(history.when(signsContract('a', '2035-01-01')))).toEqual(['p sourced 1']);
  });

  it('R-PROT-03: a protection lasts for the rest of the calendar quarter', async () => {
    const history = (closeAt: string) => joins.when(protects('s', 'a', '2025-02-02'), signsContract('a', closeAt));
    expect(await credits(history('2025-03-31T23:59:59.999Z'))).toEqual(['s sourced 1']);
    expect(await lost(history('2025-04-01'))).toEqual(['s protection protection_ended']);
  });

  it('R-PROT-04: ended earlier by its loss, from that very time on; an earlier loss ends nothing', async () => {
    const history = (lossAt: string, closeAt: string) =>
      joins.when(protects('s', 'a', '2025-02-02'), losesProtection('s', 'a', lossAt), signsContract('a', closeAt));
    expect(await lost(history('2025-03-01', '2025-03-01'))).toEqual(['s protection protection_ended']);
    expect(await credits(history('2025-03-01', '2025-02-28'))).toEqual(['s sourced 1']);
    expect(await credits(history('2025-02-01', '2025-03-01'))).toEqual(['s sourced 1']);
    const others = joins.when(protects('s', 'a', '2025-02-02'), losesProtection('i', 'a', '2025-02-03'));
    expect(await credits(others)).toEqual(['s sourced 1']);
    const afterwards = history('2025-05-01', '2025-04-02');
    expect(await lost(afterwards)).toEqual(['s protection protection_ended']);
  });

  it('R-PROT-04: a protection and its loss of the same time go by id', async () => {
    const told = (id: string) =>
      joins.when(called('m', protects('s', 'a', '2025-02-02')), called(id, losesProtection('s', 'a', '2025-02-02')));
    expect(await credits(told('l'))).toEqual(['s sourced 1']);
    expect(await lost(told('n'))).toEqual(['s protection protection_ended']);
  });

  it('R-INT-09: renewals stay with the partner: later claims after settling change nothing', async () => {
    const history = joins.when(by('r'), activated('a', '2025-02-03'), by('i', '2025-02-04'));
    expect([await credits(history), await lost(history)]).toEqual([['r sourced 1'], ['i lead after_settling']]);
  });
});
