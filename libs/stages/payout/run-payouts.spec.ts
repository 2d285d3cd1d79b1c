import {
  activated,
  affiliate,
  applied,
  approved,
  brings,
  clock,
  enrolled,
  issued,
  link,
  met,
  mustAcknowledge,
  paid,
  partner,
  paysBy,
  refunded,
  registered,
  reinstated,
  signedUp,
  suspended,
  taxForm,
  terminated,
  tierSet,
} from '../../../test/rules/facts';
import { given, type History } from '../../../test/rules/given';

const payouts = async (history: History, name = 'p') => (await history.ledger()).payouts(name);

const plixo = given('plixo', partner('p', '2025-01-01'), brings('p', 'a', '2025-01-02')).when(
  activated('a', '2025-01-03'),
  taxForm('p', '2025-01-04', 'W-9', '2025-01-01'),
  paysBy('p', '2025-01-04', 'stripe'),
);

describe('a payout', () => {
  it('R-RUN-03: takes all payable lines of a partner in one currency, the negative ones too', async () => {
    const ledger = await plixo
      .when(paid('i', 'a', '2025-01-10T12:00', 100_000), paid('j', 'a', '2025-01-10T13:00', 50_000))
      .when(paid('k', 'a', '2025-01-11', 70_000, 'EUR'), refunded('r', 'j', '2025-01-12', 50_000))
      .when(clock('2025-02-12'))
      .ledger();
    expect(ledger.entries.payouts).toEqual([
      expect.objectContaining({ currency: 'EUR', gross: 7000, fee: 18, net: 6982, lines: 1 }),
      expect.objectContaining({ currency: 'USD', gross: 10_000, fee: 50, net: 9950, lines: 3, rail: 'stripe' }),
    ]);
    expect(ledger.entries.payouts.map(({ at }) => at)).toEqual([
      '2025-02-10T00:00:00.000Z',
      '2025-02-10T00:00:00.000Z',
    ]);
    expect(ledger.linesOf('p').map(({ state, paidAt }) => `${state} ${paidAt?.slice(0, 10)}`)).toEqual(
      Array(4).fill('paid 2025-02-10'),
    );
  });

  it('R-RUN-04: at the same instant clearing comes before the run, and the run before the event', async () => {
    const atMidnight = plixo.when(paid('i', 'a', '2025-01-10', 100_000));
    expect(await payouts(atMidnight.when(clock('2025-02-09')))).toEqual(['2025-02-09 9950']);
    expect(await payouts(atMidnight.when(suspended('p', '2025-02-09')))).toEqual(['2025-02-09 9950']);
    const justLate = plixo.when(paid('i', 'a', '2025-01-10T00:00:00.001Z', 100_000), clock('2025-02-10'));
    expect(await payouts(justLate)).toEqual(['2025-02-10 9950']);
  });

  it('R-RUN-05: what is owed back is repaid by later earnings', async () => {
    const history = plixo
      .when(paid('i', 'a', '2025-01-10', 100_000), clock('2025-02-11'))
      .when(
        refunded('r', 'i', '2025-02-12', 100_000),
        paid('j', 'a', '2025-02-13', 60_000),
        paid('k', 'a', '2025-02-15', 90_000),
      );
    expect(await payouts(history.when(clock('2025-03-16')))).toEqual(['2025-02-09 9950']);
    expect((await history.when(clock('2025-03-16')).ledger()).unpaid('p')).toBe('9000 -4000 clearing negative_balance');
    expect(await payouts(history.when(clock('2025-03-17')))).toEqual(['2025-02-09 9950', '2025-03-17 4962']);
  });

  it('R-RUN-06: is made by no run at which something stands in its way; the next one without pays all', async () => {
    const waits = plixo.when(paid('i', 'a', '2025-01-10', 100_000), mustAcknowledge('p', '2025-01-11'));
    expect(await payouts(waits.when(clock('2025-03-01')))).toEqual([]);
    expect((await waits.when(clock('2025-03-01')).ledger()).unpaid('p')).toBe('0 10000 acknowledgement_missing');
  });

  it('R-HOLD-01: a held partner’s lines stay in hold, its payable lines stay payable and are not paid', async () => {
    const history = given('reseller', partner('p', '2025-01-01', 'reseller'), brings('p', 'a', '2025-01-02')).when(
      activated('a', '2025-01-03'),
      issued('i', 'a', '2025-01-10', [{ kind: 'overage', amount: 1000 }]),
      suspended('p', '2025-01-11'),
      issued('j', 'a', '2025-01-12', [{ kind: 'overage', amount: 1000 }]),
    );
    const held = await history.when(clock('2025-02-02')).ledger();
    expect([held.states('p', 'i'), held.states('p', 'j'), held.payouts('p')]).toEqual([
      ['payable'],
      ['hold suspended'],
      [],
    ]);
    const back = await history.when(reinstated('p', '2025-02-02')).ledger();
    expect([back.states('p', 'i'), back.states('p', 'j')]).toEqual([['payable'], ['payable']]);
    expect(await payouts(history.when(reinstated('p', '2025-02-02'), clock('2025-03-01')))).toEqual([
      '2025-03-01 1000',
    ]);
  });

  it('R-HOLD-02: lines of a partner that is not approved stay in hold until it is', async () => {
    const history = given('odoopbx', applied('p', '2025-01-01'), link('p', 'c', '2025-01-01')).when(
      paid('i', 'a', '2025-01-10', 1000, 'EUR'),
      {
        type: 'attribution.overridden',
        at: '2025-01-11',
        data: { customer: 'a', credits: [{ partner: 'p', role: 'sourced' }], by: 's', evidence: 'e' },
      },
    );
    expect((await history.ledger()).states('p')).toEqual(['hold not_approved']);
    expect((await history.when(approved('p', '2025-01-12')).ledger()).states('p')).toEqual(['payable']);
  });

  it('R-CERT-01: nor without the certification that the terms ask for', async () => {
    const history = given(
      'plaidcloud',
      partner('p', '2025-01-01'),
      registered('d', 'p', '2025-01-02', { customer: 'a' }),
    ).when(issued('i', 'a', '2025-01-10', 1000));
    const missing = await history.when(clock('2025-04-02')).ledger();
    expect([missing.states('p'), missing.unpaid('p')]).toEqual([
      ['hold certification_missing'],
      '100 0 certification_missing',
    ]);
    const certified = history.when(met('p', '2025-03-31', 'certified_analyst'), clock('2025-04-01'));
    expect(await payouts(certified)).toEqual(['2025-04-01 100']);
  });

  it('R-STAND-04: what a terminated partner earned clears and is paid', async () => {
    const history = plixo.when(
      paid('i', 'a', '2025-01-10', 100_000),
      terminated('p', '2025-01-11'),
      clock('2025-02-09'),
    );
    expect(await payouts(history)).toEqual(['2025-02-09 9950']);
  });

  it('R-CLR-03: a line whose clearing time is past is payable at once', async () => {
    const ledger = await plixo
      .when(paid('i', 'a', '2025-01-10', 100_000), clock('2025-02-11'), refunded('r', 'i', '2025-02-12', 1000))
      .ledger();
    expect(ledger.states('p')).toEqual(['paid', 'payable']);
    const late = await plixo.when(clock('2025-03-01'), paid('i', 'a', '2025-01-10', 100_000)).ledger();
    expect(late.states('p')).toEqual(['payable']);
  });

  it('R-CLR-04: a line in clearing becomes payable by itself, at its very time', async () => {
    const history = plixo.when(paid('i', 'a', '2025-01-10T12:00', 1000));
    expect((await history.when(clock('2025-02-09T11:59:59.999Z')).ledger()).states('p')).toEqual(['hold clearing']);
    expect((await history.when(clock('2025-02-09T12:00')).ledger()).states('p')).toEqual(['payable']);
  });
});

describe('schedules', () => {
  it('R-RUN-07: reseller pays on the 1st of each month, by hand unless a rail is set', async () => {
    const history = given('reseller', partner('p', '2025-01-01', 'reseller'), brings('p', 'a', '2025-01-02')).when(
      activated('a', '2025-01-03'),
      issued('i', 'a', '2025-01-10', [{ kind: 'overage', amount: 1000 }]),
    );
    const ledger = await history.when(clock('2025-02-01')).ledger();
    expect(ledger.entries.payouts).toMatchObject([
      { at: '2025-02-01T00:00:00.000Z', rail: 'manual', gross: 500, fee: 0 },
    ]);
    const paypal = await history.when(paysBy('p', '2025-01-11', 'paypal'), clock('2025-02-01')).ledger();
    expect(paypal.entries.payouts).toMatchObject([{ rail: 'paypal' }]);
    expect((await history.when(clock('2025-01-31')).ledger()).unpaid('p')).toBe('0 500 scheduled');
  });

  it('R-RUN-08: three-tier daily for who is referral at the run, else on the 1st, for all that is payable', async () => {
    const history = given(
      'three-tier',
      affiliate('p', '2025-01-01', 'integration'),
      brings('p', 'a', '2025-01-02'),
    ).when(paid('i', 'a', '2025-01-10', 1000));
    expect(await payouts(history.when(clock('2025-01-31')))).toEqual([]);
    expect(await payouts(history.when(clock('2025-02-01')))).toEqual(['2025-02-01 200']);
    const lower = history.when(tierSet('p', '2025-01-15T12:00', 'referral'), clock('2025-01-17'));
    expect(await payouts(lower)).toEqual(['2025-01-16 200']);
  });

  it('R-RUN-09: odoopbx daily by PayPal, else by hand on the first day of each quarter, without a minimum', async () => {
    const history = given('odoopbx', partner('p', '2025-01-01'), brings('p', 'a', '2025-01-02')).when(
      paid('i', 'a', '2025-01-10', 1000, 'EUR'),
    );
    expect(await payouts(history.when(clock('2025-04-01')))).toEqual(['2025-04-01 200']);
    const paypal = history.when(paysBy('p', '2025-01-11', 'paypal'), clock('2025-04-02'));
    expect([await payouts(paypal), (await paypal.ledger()).unpaid('p')]).toEqual([[], '0 200 below_minimum']);
    const enough = history.when(paysBy('p', '2025-01-11', 'paypal'), paid('j', 'a', '2025-01-12', 99_000, 'EUR'));
    expect(await payouts(enough.when(clock('2025-01-13')))).toEqual(['2025-01-13 20000']);
  });

  it('R-TYPE-04: the minimum goes by the type at the run', async () => {
    const history = given('odoopbx', enrolled('p', '2025-01-01'), link('p', 'c', '2025-01-01')).when(
      signedUp('a', '2025-01-02', { referralCode: 'c' }),
      paysBy('p', '2025-01-03', 'paypal'),
      applied('p', '2025-01-04', { type: 'partner' }),
      paid('i', 'a', '2025-01-10T12:00', 100_000, 'EUR'),
    );
    expect(await payouts(history.when(clock('2025-01-11')))).toEqual(['2025-01-11 10000']);
    expect(await payouts(history.when(approved('p', '2025-01-10T13:00'), clock('2025-01-12')))).toEqual([]);
  });

  it('R-RUN-10: plaidcloud on the first day of each quarter', async () => {
    const history = given(
      'plaidcloud',
      partner('p', '2025-01-01'),
      met('p', '2025-01-01', 'certified_analyst'),
      registered('d', 'p', '2025-01-02', { customer: 'a' }),
      issued('i', 'a', '2025-02-10', 120_000),
    );
    expect((await history.when(clock('2025-03-31')).ledger()).states('p')).toEqual(['payable']);
    expect(await payouts(history.when(clock('2025-04-01')))).toEqual(['2025-04-01 12000']);
  });

  it('R-RUN-11: every run that the clock passes takes place, in order', async () => {
    const history = plixo.when(
      paid('i', 'a', '2025-01-10T12:00', 100_000),
      paid('j', 'a', '2025-01-12T12:00', 100_000),
      clock('2026-01-01'),
    );
    expect(await payouts(history)).toEqual(['2025-02-10 9950', '2025-02-12 9950']);
  });

  it('R-RUN-12: partners and currencies are paid in the order of their code points', () => {
    const history = given(
      'reseller',
      partner('b', '2025-01-01', 'reseller'),
      partner('a', '2025-01-01', 'reseller'),
    ).when(
      brings('b', 'x', '2025-01-02'),
      brings('a', 'y', '2025-01-02'),
      activated('x', '2025-01-03'),
      activated('y', '2025-01-03'),
      issued('i', 'x', '2025-01-10', [{ kind: 'overage', amount: 1000 }], 'USD'),
      issued('j', 'y', '2025-01-10', [{ kind: 'overage', amount: 1000 }], 'USD'),
      issued('k', 'y', '2025-01-10', [{ kind: 'overage', amount: 1000 }], 'EUR'),
      clock('2025-02-01'),
    );
    const made = history
      .decisions()
      .flatMap((each) => (each.type === 'PayoutMade' ? [`${each.payout} ${each.partner}/${each.currency}`] : []));
    expect(made).toEqual(['po-1 a/EUR', 'po-2 a/USD', 'po-3 b/USD']);
  });
});
