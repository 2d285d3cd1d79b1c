import {
  activated,
  affiliate,
  brings,
  issued,
  overridden,
  paid,
  partner,
  refunded,
  sourced,
} from '../../../test/rules/facts';
import { given } from '../../../test/rules/given';
import { preset } from '../../../test/rules/programs';

const credited = given('odoopbx', partner('p', '2026-01-01'), brings('p', 'a', '2026-01-02'));
const plan = (periodStart: string, periodEnd: string) => ({ periodStart, periodEnd });

describe('negative amounts', () => {
  it('R-EARN-07: a credit within an invoice takes its sign, base and commission too, and accrues like any other line', async () => {
    const ledger = await credited
      .when(paid('i', 'a', '2026-02-01', [{ amount: 15_484 }, { amount: -5161 }, { kind: 'tax', amount: -100 }]))
      .ledger();
    expect(ledger.linesOf('p').map(({ reason, base, amount }) => [reason, base, amount])).toEqual([
      ['accrual', 15_484, 3097],
      ['accrual', -5161, -1032],
    ]);
  });

  it('R-EARN-07: it is rounded like its absolute value, and so are the parts of several partners', async () => {
    const ledger = await given('odoopbx', partner('p', '2026-01-01'), partner('q', '2026-01-01'))
      .when(
        overridden('a', '2026-01-02', [sourced('p', 2), sourced('q', 1)]),
        paid('i', 'a', '2026-02-01', [{ amount: 1000 }, { amount: -100 }, { amount: -22 }]),
      )
      .ledger();
    expect(ledger.linesOf('p').map(({ base, amount }) => [base, amount])).toEqual([
      [667, 133],
      [-67, -13],
      [-15, -3],
    ]);
    expect(ledger.linesOf('q').map(({ base, amount }) => [base, amount])).toEqual([
      [333, 67],
      [-33, -7],
      [-7, -1],
    ]);
  });

  it('R-EARN-07: its service period is cut at the end of the duration as that of any other', async () => {
    const ledger = await given(
      'plixo',
      partner('p', '2026-01-01'),
      brings('p', 'a', '2026-01-02'),
      activated('a', '2026-01-03'),
    )
      .when(
        paid('i1', 'a', '2026-01-10', 1000),
        paid('i2', 'a', '2026-12-20', [{ amount: 1000 }, { amount: -900, ...plan('2026-12-26', '2027-01-25') }]),
      )
      .ledger();
    expect(ledger.linesOf('p', 'i2').map(({ base }) => base)).toEqual([1000, -450]);
  });

  it('R-REF-10: what stands of a negative line is its commission without the share that went back', async () => {
    const half = credited.when(
      paid('i', 'a', '2026-02-01', [{ amount: 15_484 }, { amount: -5161 }]),
      refunded('r', 'i', '2026-02-02', 5000),
    );
    const ledger = await half.ledger();
    expect(ledger.linesOf('p').map(({ line, reason, base, amount }) => [line, reason, base, amount])).toEqual([
      ['l1', 'accrual', 15_484, 3097],
      ['l1', 'refund', 15_484, -1500],
      ['l2', 'accrual', -5161, -1032],
      ['l2', 'refund', -5161, 500],
    ]);
    expect((await half.when(refunded('r2', 'i', '2026-02-03', 5323)).ledger()).stands('p')).toBe(0);
  });
});

describe('a pure credit', () => {
  const credit = paid('c', 'a', '2026-01-20', [{ amount: -500 }, { kind: 'tax', amount: 100 }]);

  it('R-EARN-08: earns negatively at its own time, once its customer’s attribution has settled', async () => {
    const before = credited.when(credit);
    expect((await before.ledger()).posted('p')).toEqual([]);
    const settled = await before.when(paid('i', 'a', '2026-02-01', 1000)).ledger();
    expect(settled.posted('p', 'c')).toEqual(['accrual -100']);
    expect(settled.linesOf('p', 'c').map(({ effectiveAt, cause }) => [effectiveAt, cause])).toEqual([
      ['2026-02-01T00:00:00.000Z', 'e0006'],
    ]);
    const after = await credited.when(paid('i', 'a', '2026-01-15', 1000), credit).ledger();
    expect(after.posted('p')).toEqual(['accrual 200', 'accrual -100']);
  });

  it('R-EARN-08: is no earning event: it starts no duration', async () => {
    const history = given('odoopbx', partner('p', '2025-01-01', 'referral'), brings('p', 'a', '2025-01-02')).when(
      activated('a', '2025-01-03'),
      paid('c', 'a', '2025-01-10', -500),
      paid('i1', 'a', '2025-03-01', 1000),
      paid('i2', 'a', '2026-02-28', 1000),
      paid('i3', 'a', '2026-03-01', 1000),
    );
    const ledger = await history.ledger();
    expect(['c', 'i1', 'i2', 'i3'].map((invoice) => ledger.stands('p', invoice))).toEqual([-50, 100, 100, 0]);
  });

  it('R-EARN-08: one that comes when the duration is over earns nothing, as all else', async () => {
    const history = given('odoopbx', partner('p', '2025-01-01', 'referral'), brings('p', 'a', '2025-01-02')).when(
      paid('i1', 'a', '2025-03-01', 1000),
      paid('c1', 'a', '2026-02-28', -100),
      paid('c2', 'a', '2026-03-01', -100),
    );
    const ledger = await history.ledger();
    expect(['c1', 'c2'].map((invoice) => ledger.stands('p', invoice))).toEqual([-10, 0]);
  });

  it('R-DUR-02: is no first payment, also where only the first one earns', async () => {
    const outcome = { kind: 'outcome', amount: -100 } as const;
    const ledger = await given('three-tier', affiliate('p', '2026-01-01'), brings('p', 'a', '2026-01-02'))
      .when(
        activated('a', '2026-01-03'),
        paid('c', 'a', '2026-01-10', [outcome]),
        paid('i1', 'a', '2026-01-11', [{ kind: 'outcome', amount: 1000 }, outcome]),
        paid('i2', 'a', '2026-01-12', [{ kind: 'outcome', amount: 1000 }, outcome]),
      )
      .ledger();
    expect(['c', 'i1', 'i2'].map((invoice) => ledger.stands('p', invoice))).toEqual([0, 90, 0]);
  });

  it('R-EARN-08: where the terms earn on what is billed, a credit note that is issued', async () => {
    const ledger = await given(
      preset('reseller'),
      partner('p', '2026-01-01', 'reseller'),
      brings('p', 'a', '2026-01-02'),
    )
      .when(
        issued('i', 'a', '2026-01-10', [{ kind: 'platform_fee', amount: 1000 }]),
        issued('n', 'a', '2026-01-11', [{ kind: 'platform_fee', amount: -400 }]),
      )
      .ledger();
    expect(ledger.posted('p')).toEqual(['accrual 500', 'accrual -200']);
  });
});
