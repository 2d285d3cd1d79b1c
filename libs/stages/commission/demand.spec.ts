import {
  activated,
  affiliate,
  applied,
  approved,
  brings,
  churned,
  engagementEnded,
  engagementResumed,
  issued,
  optedIn,
  optedOut,
  overridden,
  paid,
  partner,
  registered,
  reinstated,
  rejected,
  sourced,
  terminated,
  violated,
  met,
} from '../../../test/rules/facts';
import { given } from '../../../test/rules/given';
import { presetBut, termsOf } from '../../../test/rules/programs';

const plixo = given('plixo', partner('p', '2025-01-01'), brings('p', 'a', '2025-01-02'));
const plaidcloud = given(
  'plaidcloud',
  partner('p', '2025-01-01'),
  met('p', '2025-01-01', 'certified_analyst'),
  registered('d', 'p', '2025-01-02', { customer: 'a' }),
);

describe('what earns', () => {
  it('R-EARN-04: only lines of kinds that the terms pay for, on their amounts; each line is rounded by itself', async () => {
    const ledger = await given(
      'reseller',
      partner('p', '2025-01-01', 'reseller'),
      brings('p', 'a', '2025-01-02'),
      issued('i', 'a', '2026-01-01', [
        { kind: 'platform_fee', amount: 9903 },
        { kind: 'overage', amount: 1233 },
        { kind: 'services', amount: 5000 },
        { kind: 'subscription', amount: 5000 },
        { kind: 'overage', amount: 0 },
      ]),
    ).ledger();
    expect(ledger.linesOf('p').map(({ line, base, amount }) => [line, base, amount])).toEqual([
      ['l1', 9903, 4952],
      ['l2', 1233, 617],
    ]);
  });

  it('R-EARN-05: the interval of a subscription is a month where it is missing', async () => {
    const [first] = termsOf('plixo').earnings;
    const monthly = presetBut('plixo', { earnings: [{ ...first!, kind: 'subscription', interval: 'month' }] });
    const ledger = await given(
      monthly,
      partner('p', '2025-01-01'),
      brings('p', 'a', '2025-01-02'),
      paid('i', 'a', '2026-01-01', [
        { amount: 100 },
        { amount: 200, interval: 'year' },
        { amount: 400, interval: 'month' },
      ]),
    ).ledger();
    expect(ledger.linesOf('p').map(({ base }) => base)).toEqual([100, 400]);
  });

  it('R-ACT-01: revenue accrues whether or not its customer was ever activated', async () => {
    expect((await plixo.when(paid('i', 'a', '2025-01-10', 1000)).ledger()).posted('p')).toEqual(['accrual 100']);
  });

  it('R-MON-05: currencies never mix', async () => {
    const ledger = await plixo
      .when(paid('i1', 'a', '2025-01-10', 1005, 'JPY'), paid('i2', 'a', '2025-01-10', 12_345, 'KWD'))
      .ledger();
    expect(ledger.linesOf('p').map(({ currency, amount }) => [currency, amount])).toEqual([
      ['JPY', 101],
      ['KWD', 1235],
    ]);
  });
});

describe('what earns nothing for a partner', () => {
  it('R-STAND-03: revenue from a termination on, that very time included; what was earned before stays', async () => {
    const ledger = await plixo
      .when(
        terminated('p', '2025-02-01'),
        paid('i1', 'a', '2025-01-31T23:59', 1000),
        paid('i2', 'a', '2025-02-01', 1000),
        reinstated('p', '2025-03-01'),
        paid('i3', 'a', '2025-03-01', 1000),
      )
      .ledger();
    expect([ledger.stands('p', 'i1'), ledger.stands('p', 'i2'), ledger.stands('p', 'i3')]).toEqual([100, 0, 100]);
  });

  it('R-STAND-03: a termination that arrives late takes back what was earned since', async () => {
    const ledger = await plixo.when(paid('i1', 'a', '2025-02-10', 1000), terminated('p', '2025-02-01')).ledger();
    expect(ledger.posted('p')).toEqual(['accrual 100', 'correction -100']);
  });

  it('R-VIO-04: revenue from the third violation on; while on hold it keeps accruing', async () => {
    const ledger = await given(
      'three-tier',
      affiliate('p', '2025-01-01'),
      brings('p', 'a', '2025-01-02'),
      violated('p', '2025-02-01'),
      violated('p', '2025-02-02'),
      paid('i1', 'a', '2025-02-03', 1000),
      violated('p', '2025-02-04'),
      paid('i2', 'a', '2025-02-05', 1000),
    ).ledger();
    expect([ledger.stands('p', 'i1'), ledger.stands('p', 'i2')]).toEqual([100, 0]);
  });

  it('R-OPT-02: what is billed while it is opted out, also not later', async () => {
    const ledger = await plaidcloud
      .when(
        optedOut('p', '2025-02-01'),
        issued('i1', 'a', '2025-01-31', 1000),
        issued('i2', 'a', '2025-02-01', 1000),
        optedIn('p', '2025-03-01'),
        issued('i3', 'a', '2025-03-01', 1000),
      )
      .ledger();
    expect([ledger.stands('p', 'i1'), ledger.stands('p', 'i2'), ledger.stands('p', 'i3')]).toEqual([100, 0, 100]);
  });

  it('R-OPT-02: opting out late takes back what was billed since', async () => {
    const ledger = await plaidcloud.when(issued('i', 'a', '2025-02-05', 1000), optedOut('p', '2025-02-01')).ledger();
    expect(ledger.posted('p')).toEqual(['accrual 100', 'correction -100']);
    const back = await plaidcloud
      .when(optedOut('p', '2025-02-01'), issued('i', 'a', '2025-02-05', 1000), optedIn('p', '2025-02-03'))
      .ledger();
    expect(back.posted('p')).toEqual(['accrual 100']);
  });

  it('R-ENGAGE-02: a customer’s revenue while the engagement with it is ended', async () => {
    const ledger = await given(
      'three-tier',
      affiliate('p', '2025-01-01'),
      brings('p', 'a', '2025-01-02'),
      brings('p', 'b', '2025-01-02'),
      paid('i0', 'a', '2025-01-31', 1000),
      paid('i1', 'a', '2025-02-01', 1000),
      engagementEnded('p', 'a', '2025-02-01'),
      paid('j', 'b', '2025-02-01', 1000),
      paid('i3', 'a', '2025-03-01', 1000),
      engagementResumed('p', 'a', '2025-03-01'),
    ).ledger();
    expect(['i0', 'i1', 'j', 'i3'].map((invoice) => ledger.stands('p', invoice))).toEqual([100, 0, 100, 100]);
  });

  it('R-CHURN-01: revenue after the churn, not at that very time, until the customer is activated again', async () => {
    const ledger = await plixo
      .when(
        churned('a', '2025-02-01'),
        paid('i1', 'a', '2025-02-01', 1000),
        paid('i2', 'a', '2025-02-01T00:01', 1000),
        activated('a', '2025-03-01'),
        paid('i3', 'a', '2025-03-01', 1000),
      )
      .ledger();
    expect(['i1', 'i2', 'i3'].map((invoice) => ledger.stands('p', invoice))).toEqual([100, 0, 100]);
  });

  it('R-CHURN-01: an activation before the churn is no return; a churn that arrives late takes back what came after it', async () => {
    const ledger = await plixo
      .when(activated('a', '2025-01-15'), paid('i', 'a', '2025-02-10', 1000), churned('a', '2025-02-01'))
      .ledger();
    expect(ledger.posted('p')).toEqual(['accrual 100', 'clawback -100']);
  });

  it('R-CHURN-02: the duration runs on meanwhile', async () => {
    const ledger = await plixo
      .when(
        paid('i1', 'a', '2025-01-20', 1000),
        churned('a', '2025-02-01'),
        activated('a', '2025-12-01'),
        paid('i2', 'a', '2026-01-19', 1000),
        paid('i3', 'a', '2026-01-20', 1000),
      )
      .ledger();
    expect([ledger.stands('p', 'i2'), ledger.stands('p', 'i3')]).toEqual([100, 0]);
  });

  it('R-OVR-03: an override’s credit of one that has not applied, or was rejected without ever being approved', async () => {
    const nobody = given('plixo', overridden('a', '2025-01-02', [sourced('q')]), paid('i', 'a', '2025-01-10', 1000));
    expect((await nobody.ledger()).stands('q')).toBe(0);
    const pending = nobody.when(applied('q', '2025-03-01'));
    expect((await pending.ledger()).posted('q')).toEqual(['accrual 100']);
    expect((await pending.ledger()).states('q')).toEqual(['hold not_activated not_approved']);
    const refused = pending.when(rejected('q', '2025-03-02'));
    expect((await refused.ledger()).posted('q')).toEqual(['accrual 100', 'correction -100']);
    const anew = refused.when(applied('q', '2025-03-03'), approved('q', '2025-03-04'), rejected('q', '2025-03-05'));
    expect((await anew.ledger()).posted('q')).toEqual(['accrual 100', 'correction -100', 'correction 100']);
  });
});
