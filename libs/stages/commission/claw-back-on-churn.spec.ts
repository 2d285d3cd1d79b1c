import { DAY_MS, instant } from '@ledger/kernel/instant';
import { amountMinor } from '@ledger/kernel/money';
import { activated, affiliate, brings, churned, paid, refunded, tierSet } from '../../../test/rules/facts';
import { given } from '../../../test/rules/given';
import { termsOf } from '../../../test/rules/programs';
import { clawBackOnChurn } from './claw-back-on-churn';
import { emptyCustomerAccount } from './customer-account';
import { emptyInvoiceAccount } from './invoice-account';

const key = (at: number) => ({ at: instant(at), id: 'e', source: 's' });

/** What is left of a commission when the first earning event was at day 0 and churns came so many days on. */
function left(standsMinor: number, tier: string | null, churnDays: number[], earnedDay = 0, first = true): number {
  const customer = {
    ...emptyCustomerAccount('a'),
    firstEarning: first ? { ...key(0), account: emptyInvoiceAccount('i'), earns: true } : null,
    churns: churnDays.map((days) => key(days * DAY_MS)),
  };
  const earnedAt = instant(earnedDay * DAY_MS);
  return Number(clawBackOnChurn(amountMinor(standsMinor), earnedAt, tier, customer, termsOf('three-tier')));
}

describe('clawback on churn', () => {
  it('R-CLAW-01: a referral partner returns all of it up to day 60 from the first earning event', () => {
    expect(left(1000, 'referral', [0])).toBe(0);
    expect(left(1000, 'referral', [60])).toBe(0);
    expect(left(1000, 'referral', [60.9])).toBe(0);
    expect(left(1000, 'referral', [61])).toBe(1000);
  });

  it('R-CLAW-02: an integration partner returns the days that are missing of 90, the kept part rounded', () => {
    expect(left(2000, 'integration', [45])).toBe(1000);
    expect(left(1000, 'integration', [60])).toBe(667);
    expect(left(1000, 'integration', [61])).toBe(678);
    expect(left(1000, 'integration', [89.99])).toBe(989);
    expect(left(1000, 'integration', [90])).toBe(1000);
    expect(left(1000, 'integration', [0])).toBe(0);
    expect(left(1000, 'integration', [91])).toBe(1000);
  });

  it('R-CLAW-03: a solution partner returns nothing', () => {
    expect(left(1000, 'solution', [0])).toBe(1000);
    expect(left(1000, null, [0])).toBe(1000);
  });

  it('R-CLAW-04: the first churn at or after the earning event counts, from the first earning event on', () => {
    expect(left(1000, 'referral', [30, 100], 31)).toBe(1000);
    expect(left(1000, 'referral', [30, 50], 31)).toBe(0);
    expect(left(1000, 'referral', [30], 30)).toBe(0);
    expect(left(1000, 'referral', [30], 31)).toBe(1000);
    expect(left(1000, 'referral', [])).toBe(1000);
    expect(left(1000, 'referral', [30], 0, false)).toBe(1000);
  });

  it('R-CLAW-05: what stands net of all refunds is what is returned from', async () => {
    const ledger = await given(
      'three-tier',
      affiliate('p', '2026-01-01', 'integration'),
      brings('p', 'a', '2026-01-02'),
      paid('i', 'a', '2026-01-05', 10_000),
    )
      .when(churned('a', '2026-02-19'), refunded('r', 'i', '2026-03-01', 5_000))
      .ledger();
    expect(ledger.posted('p')).toEqual(['accrual 2000', 'clawback -1000', 'refund -500']);
    expect(ledger.stands('p')).toBe(500);
  });

  it('R-CLAW-06: each line by its partner’s tier at its earning event', async () => {
    const ledger = await given(
      'three-tier',
      affiliate('p', '2025-12-01', 'integration'),
      tierSet('p', '2025-12-02', 'referral'),
      brings('p', 'a', '2026-01-01'),
      paid('i1', 'a', '2026-01-01', 10_000),
      tierSet('p', '2026-01-20', 'integration'),
      paid('i2', 'a', '2026-02-01', 10_000),
    )
      .when(churned('a', '2026-02-15'))
      .ledger();
    expect(ledger.posted('p', 'i1')).toEqual(['accrual 1000', 'clawback -1000']);
    expect(ledger.posted('p', 'i2')).toEqual(['accrual 2000', 'clawback -1000']);
  });

  it('R-CLAW-07: a return undoes nothing', async () => {
    const ledger = await given(
      'three-tier',
      affiliate('p', '2025-12-01'),
      brings('p', 'a', '2026-01-01'),
      paid('i1', 'a', '2026-01-01', 10_000),
      churned('a', '2026-02-15'),
      activated('a', '2026-02-20'),
      paid('i2', 'a', '2026-03-01', 10_000),
    ).ledger();
    expect(ledger.stands('p', 'i1')).toBe(0);
    expect(ledger.stands('p', 'i2')).toBe(1000);
  });
});
