import { activated, brings, churned, paid, partner, refunded } from '../../../test/rules/facts';
import { given } from '../../../test/rules/given';

const credited = given('odoopbx', partner('p', '2026-01-01'), brings('p', 'a', '2026-01-02')).when(
  paid('i', 'a', '2026-01-10', 1000),
);
const usage = (periodStart: string, periodEnd: string, amount = 1000) =>
  [{ kind: 'usage', amount, periodStart, periodEnd }] as const;

describe('usage that is billed in arrears', () => {
  it('R-CHURN-03: earns after the churn where its period ended by the churn’s date, whatever its kind', async () => {
    const ledger = await credited
      .when(
        churned('a', '2026-03-15T10:00'),
        paid('j', 'a', '2026-04-01', [
          ...usage('2026-03-01', '2026-03-15'),
          { amount: 500, periodStart: '2026-02-01', periodEnd: '2026-03-01' },
          ...usage('2026-03-01', '2026-03-16').map((line) => ({ line: 'late', ...line })),
          { amount: 100 },
        ]),
      )
      .ledger();
    expect(ledger.linesOf('p', 'j').map(({ line, amount }) => [line, amount])).toEqual([
      ['l1', 200],
      ['l2', 100],
    ]);
  });

  it('R-CHURN-03: a churn that arrives late leaves it', async () => {
    const late = await credited
      .when(paid('j', 'a', '2026-04-01', [...usage('2026-03-01', '2026-03-15'), { amount: 50 }]))
      .when(churned('a', '2026-03-15'), refunded('r', 'j', '2026-04-02', 0))
      .ledger();
    expect(late.posted('p', 'j')).toEqual(['accrual 200', 'accrual 10', 'clawback -10']);
  });

  it('R-CHURN-04: of several churns the first since the last activation counts', async () => {
    const twice = credited.when(churned('a', '2026-03-01'), churned('a', '2026-03-20'));
    const invoice = paid('j', 'a', '2026-04-01', usage('2026-03-01', '2026-03-15'));
    expect((await twice.when(invoice).ledger()).stands('p', 'j')).toBe(0);
    const returned = twice.when(activated('a', '2026-03-10'), invoice);
    expect((await returned.ledger()).stands('p', 'j')).toBe(200);
  });
});
