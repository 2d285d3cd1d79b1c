import { brings, paid, partner, refundFailed, refunded, voided } from '../../../test/rules/facts';
import { given } from '../../../test/rules/given';

const credited = given('odoopbx', partner('p', '2026-01-01'), brings('p', 'a', '2026-01-02')).when(
  paid('i', 'a', '2026-01-10', 1000),
);

describe('a refund that failed', () => {
  it('R-REF-11: counts as if it had never been, and gives back what it took as a refund', async () => {
    const failed = credited.when(
      refunded('r1', 'i', '2026-01-11', 500),
      refunded('r2', 'i', '2026-01-12', 250),
      refundFailed('r1', '2026-01-15'),
    );
    const ledger = await failed.ledger();
    expect(ledger.posted('p')).toEqual(['accrual 200', 'refund -100', 'refund -50', 'refund 100']);
    expect(ledger.linesOf('p').at(-1)).toMatchObject({
      base: 1000,
      rate: '0.2',
      effectiveAt: '2026-01-15T00:00:00.000Z',
    });
  });

  it('R-REF-11: also where the failure is known before the refund, or before the invoice', async () => {
    const early = credited.when(refundFailed('r', '2026-01-11'), refunded('r', 'i', '2026-01-12', 500));
    expect((await early.ledger()).posted('p')).toEqual(['accrual 200']);
    const first = given('odoopbx', partner('p', '2026-01-01'), brings('p', 'a', '2026-01-02')).when(
      refunded('r', 'i', '2026-01-12', 500),
      refundFailed('r', '2026-01-13'),
      paid('i', 'a', '2026-01-10', 1000),
    );
    expect((await first.ledger()).posted('p')).toEqual(['accrual 200']);
  });

  it('R-REF-12: an anomaly that it caused is one no more', async () => {
    const exceeding = credited.when(
      refunded('r1', 'i', '2026-01-11', 900),
      refunded('r2', 'i', '2026-01-12', 200),
      refunded('r3', 'i', '2026-01-12', { x: 1 }),
    );
    expect((await exceeding.ledger()).entries.anomalies.map(({ code }) => code)).toEqual([
      'refund_exceeds_amount',
      'refund_unknown_line',
    ]);
    const failed = exceeding.when(refundFailed('r1', '2026-01-13'), refundFailed('r3', '2026-01-13'));
    expect((await failed.ledger()).entries.anomalies).toEqual([]);
    expect((await failed.when(refunded('r4', 'i', '2026-01-14', 801)).ledger()).entries.anomalies).toEqual([
      { code: 'refund_exceeds_amount', detail: 'i' },
    ]);
  });
});

describe('anomalies', () => {
  it('R-REF-07: a refund of a negative line is one of a line that the invoice does not have', async () => {
    const ledger = await credited
      .when(paid('j', 'a', '2026-01-11', [{ amount: 1000 }, { amount: -200 }, { amount: 0 }]))
      .when(refunded('r', 'j', '2026-01-12', { l1: 10, l2: 10, l3: 10 }))
      .ledger();
    expect(ledger.entries.anomalies).toEqual([
      { code: 'refund_exceeds_amount', detail: 'j' },
      { code: 'refund_unknown_line', detail: 'r l2 j' },
    ]);
    expect(ledger.stands('p', 'j')).toBe(158);
  });

  it('R-VOID-01: a void of what was paid is without effect where the terms earn on payment, whichever arrives first', async () => {
    const found = [{ code: 'void_without_effect', detail: 'i' }];
    expect((await credited.when(voided('i', '2026-01-11')).ledger()).entries.anomalies).toEqual(found);
    const first = given('odoopbx', voided('i', '2026-01-09'));
    expect((await first.ledger()).entries.anomalies).toEqual([]);
    expect((await first.when(paid('i', 'a', '2026-01-10', 1000)).ledger()).entries.anomalies).toEqual(found);
  });
});
