import {
  activated,
  affiliate,
  brings,
  churned,
  closesPeriod,
  clock,
  disputeClosed,
  lead,
  overridden,
  paid,
  partner,
  paysBy,
  rateSet,
  refunded,
  reinstated,
  signedUp,
  signsContract,
  sourced,
  taxForm,
  terminated,
  tierSet,
  type Told,
} from '../../../test/rules/facts';
import { given } from '../../../test/rules/given';
import { presetThen } from '../../../test/rules/programs';

const plixo = given('plixo', partner('p', '2025-01-01'), partner('q', '2025-01-01'), brings('p', 'a', '2025-01-02'));

describe('differences between what the facts demand and what is posted', () => {
  it('R-ENG-01: are new lines, numbered; nothing posted changes', async () => {
    const before = plixo.when(paid('i', 'a', '2025-01-10', 1000));
    const after = before.when(refunded('r1', 'i', '2025-01-11', 300), refunded('r2', 'i', '2025-01-12', 700));
    const [first] = (await before.ledger()).linesOf('p');
    const lines = (await after.ledger()).linesOf('p');
    expect(lines.map(({ seq, reason, base, rate, amount, cause }) => [seq, reason, base, rate, amount, cause])).toEqual(
      [
        [1, 'accrual', 1000, '0.1', 100, 'e0007'],
        [2, 'refund', 1000, '0.1', -30, 'e0008'],
        [3, 'refund', 1000, '0.1', -70, 'e0009'],
      ],
    );
    expect(lines[0]).toEqual(first);
  });

  it('R-ENG-01: where nothing differs, nothing is posted', async () => {
    const ledger = await plixo
      .when(paid('i', 'a', '2025-01-10', 4), refunded('r', 'i', '2025-01-11', 4), churned('a', '2025-01-12'))
      .ledger();
    expect(ledger.posted('p')).toEqual([]);
  });

  it('are found for an invoice of 5,000 lines and three partners, paid out and taken back again', async () => {
    const lines = Array.from({ length: 5_000 }, (_, n) => ({ amount: 100 + (n % 7) }));
    const total = lines.reduce((sum, { amount }) => sum + amount, 0);
    const names = ['p', 'q', 'r'];
    const ledger = await given(
      'plixo',
      names.flatMap((name) => [
        ...partner(name, '2025-01-01'),
        taxForm(name, '2025-01-01', 'W-9', '2025-01-01'),
        paysBy(name, '2025-01-01', 'stripe'),
      ]),
      signedUp('a', '2025-01-02'),
      activated('a', '2025-01-03'),
      overridden(
        'a',
        '2025-01-04',
        names.map((name) => sourced(name)),
      ),
      paid('i', 'a', '2025-01-10', lines),
      clock('2025-04-01'),
      refunded('f', 'i', '2025-04-02', total),
    ).ledger();
    for (const name of names) {
      const posted = ledger.linesOf(name, 'i');
      expect([posted.length, ledger.stands(name)]).toEqual([10_000, 0]);
      expect(posted.filter(({ state }) => state === 'paid')).toHaveLength(5_000);
    }
  });

  it('R-REASON-02: the first line for a partner is an accrual, when its customer had settled on nobody before a reattribution', async () => {
    const onNobody = given(
      'plixo',
      partner('p', '2025-01-01'),
      paid('i', 'a', '2025-01-10', 1000),
      lead('r', 'p', '2025-01-05', { customer: 'a' }),
    );
    expect((await onNobody.ledger()).posted('p')).toEqual(['reattribution 100']);
    const provisional = given(
      'plixo',
      partner('p', '2025-01-01'),
      lead('r', 'p', '2025-01-05', { customer: 'a' }),
      paid('i', 'a', '2025-01-10', 1000),
    );
    expect((await provisional.ledger()).posted('p')).toEqual(['accrual 100']);
  });

  it('R-REASON-03: an override moves what was earned by reattribution, from the first revenue on', async () => {
    const ledger = await plixo
      .when(paid('i1', 'a', '2025-01-10', 1000), paid('i2', 'a', '2025-02-10', 500))
      .when(overridden('a', '2025-03-01', [sourced('p'), sourced('q', 3)]))
      .ledger();
    expect(ledger.posted('p')).toEqual(['accrual 100', 'accrual 50', 'reattribution -75', 'reattribution -37']);
    expect(ledger.posted('q')).toEqual(['reattribution 75', 'reattribution 38']);
  });

  it('R-REASON-03: the same credits again are no reattribution', async () => {
    const ledger = await plixo
      .when(paid('i', 'a', '2025-01-10', 1000))
      .when(overridden('a', '2025-03-01', [sourced('p')]), refunded('r', 'i', '2025-03-02', 500))
      .ledger();
    expect(ledger.posted('p')).toEqual(['accrual 100', 'refund -50']);
  });

  it('R-REASON-09: where nothing is paid for any more, the base is 0 and the rate that of the line before', async () => {
    const earned = plixo.when(paid('i', 'a', '2025-01-10', 1000));
    const lines = async (history: typeof earned) =>
      (await history.ledger()).linesOf('p').map(({ reason, base, rate, amount }) => [reason, base, rate, amount]);
    expect(await lines(earned.when(overridden('a', '2025-03-01', [])))).toEqual([
      ['accrual', 1000, '0.1', 100],
      ['reattribution', 0, '0.1', -100],
    ]);
    const ended = earned.when(terminated('p', '2025-01-09'));
    expect(await lines(ended.when(reinstated('p', '2025-01-09T12:00')))).toEqual([
      ['accrual', 1000, '0.1', 100],
      ['correction', 0, '0.1', -100],
      ['correction', 1000, '0.1', 100],
    ]);
  });

  it('R-REASON-10: a refund, a dispute, a void and a clawback leave base and rate as they were', async () => {
    const earned = plixo.when(paid('i', 'a', '2025-01-10', 1000));
    const lines = async (...facts: Told[]) =>
      (await earned.when(facts).ledger())
        .linesOf('p')
        .map(({ reason, base, rate, amount }) => [reason, base, rate, amount]);
    expect(await lines(refunded('r', 'i', '2025-01-11', 1000))).toContainEqual(['refund', 1000, '0.1', -100]);
    expect(await lines(disputeClosed('d', 'i', '2025-01-11', 'lost'))).toContainEqual(['dispute', 1000, '0.1', -100]);
    expect(await lines(churned('a', '2025-01-09'))).toContainEqual(['clawback', 1000, '0.1', -100]);
  });
});

describe('the dates of a line', () => {
  it('R-PER-04: it is effective at the later of the causing fact and its earning event', async () => {
    const ledger = await plixo
      .when(paid('i', 'a', '2025-01-10T12:00', 1000), refunded('r', 'i', '2025-01-11T08:00', 100))
      .when(activated('b', '2025-06-01'), churned('a', '2025-01-10T11:00'))
      .ledger();
    expect(ledger.linesOf('p').map(({ effectiveAt }) => effectiveAt)).toEqual([
      '2025-01-10T12:00:00.000Z',
      '2025-01-11T08:00:00.000Z',
      '2025-01-10T12:00:00.000Z',
    ]);
  });

  it('R-PER-02: a late fact posts into the earliest open month', async () => {
    const ledger = await plixo
      .when(paid('i', 'a', '2025-01-10', 1000), closesPeriod('2025-01', '2025-02-03'))
      .when(refunded('r', 'i', '2025-01-20', 100), refunded('r2', 'i', '2025-02-20', 100))
      .ledger();
    expect(ledger.linesOf('p').map(({ effectiveAt, postedAt }) => [effectiveAt, postedAt])).toEqual([
      ['2025-01-10T00:00:00.000Z', '2025-01-10T00:00:00.000Z'],
      ['2025-01-20T00:00:00.000Z', '2025-02-01T00:00:00.000Z'],
      ['2025-02-20T00:00:00.000Z', '2025-02-20T00:00:00.000Z'],
    ]);
  });

  it('R-CLR-01: it clears so many times 24 hours after its earning event, whatever its reason', async () => {
    const ledger = await plixo
      .when(paid('i', 'a', '2025-01-10T12:00', 1000), refunded('r', 'i', '2025-03-11', 100))
      .ledger();
    expect(ledger.linesOf('p').map(({ clearsAt }) => clearsAt)).toEqual([
      '2025-02-09T12:00:00.000Z',
      '2025-02-09T12:00:00.000Z',
    ]);
  });

  it('R-CLR-02: by the tier at the earning event', async () => {
    const ledger = await given(
      'three-tier',
      affiliate('p', '2025-01-01', 'integration'),
      brings('p', 'a', '2025-01-02'),
      paid('i1', 'a', '2025-02-01', 1000),
      tierSet('p', '2025-02-02', 'referral'),
      paid('i2', 'a', '2025-02-02', 1000),
    ).ledger();
    expect(ledger.linesOf('p').map(({ clearsAt }) => clearsAt.slice(0, 10))).toEqual(['2025-02-01', '2025-03-04']);
  });
});

describe('versions of the terms', () => {
  const { earnings } = presetThen('plixo', '2025-06-01', {}).versions[0]!;
  const doubled = earnings.map((earning) => ({ ...earning, rate: { digits: 2n, scale: 1 } }));
  const facts = [
    partner('p', '2025-01-01'),
    brings('p', 'a', '2025-01-02'),
    paid('i1', 'a', '2025-05-31T23:59', 1000),
    paid('i2', 'a', '2025-06-01', 1000),
    partner('n', '2025-06-01'),
    brings('n', 'b', '2025-06-02'),
    paid('i3', 'b', '2025-06-03', 1000),
  ];
  const earned = async (appliesTo: 'all' | 'new-partners' | 'new-customers') => {
    const ledger = await given(presetThen('plixo', '2025-06-01', { earnings: doubled, appliesTo }), ...facts).ledger();
    const lines = [...ledger.linesOf('p'), ...ledger.linesOf('n')];
    return lines.map(({ termsVersion, amount }) => `v${termsVersion} ${amount}`);
  };

  it('R-VER-01: an earning event is judged by the version in force at its time, which the line records', async () => {
    expect(await earned('all')).toEqual(['v1 100', 'v2 200', 'v2 200']);
  });

  it('R-VER-02: one for new partners is for those approved from then on', async () => {
    expect(await earned('new-partners')).toEqual(['v1 100', 'v1 100', 'v2 200']);
  });

  it('R-VER-03: one for new customers is for those settled from then on', async () => {
    expect(await earned('new-customers')).toEqual(['v1 100', 'v1 100', 'v2 200']);
    const late = await given(
      presetThen('plixo', '2025-06-01', { earnings: doubled, appliesTo: 'new-customers' }),
      partner('p', '2025-01-01'),
      brings('p', 'a', '2025-01-02'),
      signsContract('a', '2025-05-31'),
      paid('i', 'a', '2025-06-03', 1000),
    ).ledger();
    expect(late.linesOf('p').map(({ termsVersion }) => termsVersion)).toEqual([1]);
  });
});

it('R-ENG-07: the same facts in another order of arrival leave the same balance', async () => {
  const facts = [
    affiliate('p', '2025-01-01'),
    brings('p', 'a', '2025-01-02'),
    [paid('i', 'a', '2025-02-01', 1000), refunded('r', 'i', '2025-02-02', 250), rateSet('p', '2025-01-20', '0.15')],
  ];
  const inOrder = await given('three-tier', ...facts, clock('2025-03-01')).ledger();
  const shuffled = await given(
    'three-tier',
    facts[0]!,
    [...facts[2]!].reverse(),
    facts[1]!,
    clock('2025-03-01'),
  ).ledger();
  expect(inOrder.stands('p')).toBe(112);
  expect(shuffled.stands('p')).toBe(112);
});
