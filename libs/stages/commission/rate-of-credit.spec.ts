import {
  activated,
  affiliate,
  approved,
  applied,
  brings,
  issued,
  paid,
  partner,
  rateSet,
  terminated,
  activationVoided,
  overridden,
  sourced,
  enrolled,
  link,
  signedUp,
} from '../../../test/rules/facts';
import { given } from '../../../test/rules/given';
import { presetBut, termsOf } from '../../../test/rules/programs';

const rates = async (history: ReturnType<typeof given>, name: string) =>
  (await history.ledger()).linesOf(name).map(({ rate }) => rate);

describe('negotiated rates', () => {
  const reseller = given('reseller', partner('p', '2025-01-01', 'reseller'), brings('p', 'a', '2025-01-02'));
  const fee = (invoice: string, at: string) => issued(invoice, 'a', at, [{ kind: 'platform_fee', amount: 1000 }]);

  it('R-RATE-03: a negotiated rate is for revenue from then on, and wins over the promotional one', async () => {
    const history = reseller.when(
      rateSet('p', '2025-03-01', '0.3'),
      fee('i1', '2025-02-28'),
      fee('i2', '2025-03-01'),
      fee('i3', '2026-03-01'),
    );
    expect(await rates(history, 'p')).toEqual(['0.5', '0.3', '0.3']);
  });

  it('R-RATE-04: one that arrives late reprices what was earned since', async () => {
    const ledger = await reseller.when(fee('i1', '2025-03-02'), rateSet('p', '2025-03-01', '0.3')).ledger();
    expect(ledger.posted('p')).toEqual(['accrual 500', 'rate_change -200']);
  });

  it('R-RATE-05: it is for the kinds that the terms leave open to it only', async () => {
    const history = given(
      'three-tier',
      affiliate('p', '2025-01-01'),
      brings('p', 'a', '2025-01-02'),
      rateSet('p', '2025-01-03', '0.15'),
      paid('i', 'a', '2025-02-01', [{ amount: 1000 }, { kind: 'usage', amount: 1000 }]),
    );
    expect(await rates(history, 'p')).toEqual(['0.15', '0.1']);
  });
});

describe('the quarter’s bonus', () => {
  const wins = (count: number, quarterStart = '2025-01') =>
    Array.from({ length: count }, (_, index) => [
      ...brings('p', `w${index}`, '2025-01-02'),
      activated(`w${index}`, `${quarterStart}-1${index}`),
    ]).flat();
  const plixo = given('plixo', partner('p', '2025-01-01'));

  it('R-WIN-01: the third win of a quarter lifts what the quarter has already earned, each line to the full commission', async () => {
    const ledger = await plixo
      .when(wins(2), paid('i1', 'w0', '2025-01-20', 1005), paid('i2', 'w1', '2025-03-31T23:59', 1000))
      .when(brings('p', 'w2', '2025-01-21'), activated('w2', '2025-03-31'), paid('i3', 'w2', '2025-03-31', 1000))
      .ledger();
    expect(ledger.posted('p', 'i1')).toEqual(['accrual 101', 'bonus 50']);
    expect(ledger.posted('p', 'i2')).toEqual(['accrual 100', 'bonus 50']);
    expect(ledger.posted('p', 'i3')).toEqual(['accrual 150']);
  });

  it('R-WIN-02: two wins lift nothing, and three in one quarter nothing of another', async () => {
    expect(await rates(plixo.when(wins(2), paid('i', 'w0', '2025-03-01', 1000)), 'p')).toEqual(['0.1']);
    const next = plixo.when(wins(3), paid('i1', 'w0', '2025-03-31', 1000), paid('i2', 'w0', '2025-04-01', 1000));
    expect(await rates(next, 'p')).toEqual(['0.15', '0.1']);
  });

  it('R-WIN-03: the lift is reversed when the count falls below three again', async () => {
    const ledger = await plixo
      .when(wins(3), paid('i', 'w0', '2025-03-01', 1000))
      .when(activationVoided('w2', '2025-03-02'))
      .ledger();
    expect(ledger.posted('p')).toEqual(['accrual 150', 'bonus -50']);
  });

  it('R-WIN-03: also by an override, for the partner’s other customers', async () => {
    const ledger = await plixo
      .when(partner('q', '2025-01-01'), wins(3), paid('i', 'w0', '2025-03-01', 1000))
      .when(overridden('w2', '2025-03-02', [sourced('q')]))
      .ledger();
    expect(ledger.posted('p')).toEqual(['accrual 150', 'bonus -50']);
  });

  it('R-WIN-04: a fourth win changes nothing more', async () => {
    const ledger = await plixo.when(wins(3), paid('i', 'w0', '2025-03-01', 1000), wins(4)).ledger();
    expect(ledger.posted('p')).toEqual(['accrual 150']);
  });
});

describe('promotional rates', () => {
  const fee = (customer: string) =>
    issued(`i-${customer}`, customer, '2025-02-01', [{ kind: 'overage', amount: 1000 }]);

  it('R-PROMO-01: the partner’s for good, also for revenue from before its approval', async () => {
    const ledger = await given(
      'reseller',
      applied('p', '2025-01-01', { type: 'reseller' }),
      overridden('a', '2025-01-02', [sourced('p')]),
      fee('a'),
    )
      .when(approved('p', '2025-06-01'))
      .ledger();
    expect(ledger.posted('p')).toEqual(['accrual 200', 'rate_change 300']);
  });

  it('R-PROMO-02: the fourth gets the standard rate', async () => {
    const names = ['p1', 'p2', 'p3', 'p4'];
    const history = given(
      'reseller',
      ...names.map((name) => partner(name, '2025-01-01', 'reseller')),
      terminated('p1', '2025-01-03'),
      ...names.map((name) => [...brings(name, `c-${name}`, '2025-01-02'), fee(`c-${name}`)]),
    );
    expect(await rates(history, 'p3')).toEqual(['0.5']);
    expect(await rates(history, 'p4')).toEqual(['0.2']);
  });
});

it('R-TYPE-03: rate and duration go by the type at the earning event', async () => {
  const history = given(
    'odoopbx',
    enrolled('p', '2025-01-01', { type: 'referral' }),
    link('p', 'c', '2025-01-01'),
    signedUp('a', '2025-01-02', { referralCode: 'c' }),
    paid('i1', 'a', '2025-02-01', 1000),
    applied('p', '2025-03-01', { type: 'partner' }),
    approved('p', '2025-04-01'),
    paid('i2', 'a', '2025-03-31', 1000),
    paid('i3', 'a', '2025-04-01', 1000),
    paid('i4', 'a', '2026-04-01', 1000),
  );
  expect(await rates(history, 'p')).toEqual(['0.1', '0.1', '0.2', '0.2']);
});

it('R-EARN-05: the first entry of the terms that matches kind, interval, tier and type pays', async () => {
  const [first] = termsOf('plixo').earnings;
  const entry = (rate: bigint, more: object) => ({ ...first!, rate: { digits: rate, scale: 1 }, ...more });
  const terms = presetBut('plixo', {
    earnings: [
      entry(1n, { kind: 'usage', interval: null }),
      entry(2n, { kind: 'subscription', interval: 'year' }),
      entry(3n, { kind: 'subscription', interval: null }),
      entry(4n, { kind: 'subscription', interval: 'month' }),
    ],
  });
  const history = given(
    terms,
    partner('p', '2025-01-01'),
    brings('p', 'a', '2025-01-02'),
    paid('i', 'a', '2025-02-01', [{ amount: 10, interval: 'year' }, { amount: 10 }, { amount: 10, kind: 'usage' }]),
  );
  expect(await rates(history, 'p')).toEqual(['0.2', '0.3', '0.1']);
});
