import { affiliate, brings, clock, disputeClosed, paid, refunded, tierSet } from '../../../test/rules/facts';
import { given } from '../../../test/rules/given';

const solution = given('three-tier', affiliate('p', '2025-01-01', 'solution'), brings('p', 'a', '2025-01-02')).when(
  paid('i', 'a', '2025-02-01', 10_000),
);

describe('the quarterly true-up', () => {
  it('R-TRUE-01: a refund in the quarter of the earning event is taken back only when the quarter ends', async () => {
    const waiting = solution.when(refunded('r', 'i', '2025-03-01', 5000), clock('2025-03-31T23:59:59.999Z'));
    expect((await waiting.ledger()).stands('p')).toBe(3000);
    const over = await waiting.when(clock('2025-04-01')).ledger();
    expect(over.posted('p')).toEqual(['accrual 3000', 'true_up -1500']);
  });

  it('R-TRUE-02: dated in the quarter’s last millisecond, with the timer’s name as its cause', async () => {
    const ledger = await solution.when(refunded('r', 'i', '2025-03-01', 5000), clock('2025-05-01')).ledger();
    const line = ledger.linesOf('p')[1];
    expect([line?.effectiveAt, line?.postedAt, line?.cause]).toEqual([
      '2025-03-31T23:59:59.999Z',
      '2025-03-31T23:59:59.999Z',
      'quarter-end',
    ]);
  });

  it('R-TRUE-03: a refund of a later quarter, or not later than its earning event, is taken back at once', async () => {
    const next = await solution.when(refunded('r', 'i', '2025-04-01', 5000)).ledger();
    expect(next.posted('p')).toEqual(['accrual 3000', 'refund -1500']);
    const same = await solution.when(refunded('r', 'i', '2025-02-01', 5000)).ledger();
    expect(same.posted('p')).toEqual(['accrual 3000', 'refund -1500']);
    const justAfter = await solution.when(refunded('r', 'i', '2025-02-01T00:00:00.001Z', 5000)).ledger();
    expect(justAfter.posted('p')).toEqual(['accrual 3000']);
  });

  it('R-TRUE-04: one that arrives when its quarter is over is taken back at once', async () => {
    const ledger = await solution.when(clock('2025-04-01'), refunded('r', 'i', '2025-03-01', 5000)).ledger();
    expect(ledger.posted('p')).toEqual(['accrual 3000', 'refund -1500']);
  });

  it('R-TRUE-05: a lost dispute waits for nothing, and takes back a refund that waits too', async () => {
    const ledger = await solution
      .when(refunded('r', 'i', '2025-03-01', 5000), disputeClosed('d', 'i', '2025-03-02', 'lost'), clock('2025-04-02'))
      .ledger();
    expect(ledger.posted('p')).toEqual(['accrual 3000', 'dispute -3000']);
  });

  it('R-TRUE-06: only for what was earned in a tier with a true-up', async () => {
    const ledger = await solution
      .when(tierSet('p', '2025-02-02', 'integration'), paid('j', 'a', '2025-02-03', 10_000))
      .when(refunded('r', 'j', '2025-03-01', 5000), refunded('s', 'i', '2025-03-01', 5000))
      .ledger();
    expect(ledger.posted('p', 'j')).toEqual(['accrual 2000', 'refund -1000']);
    expect(ledger.posted('p', 'i')).toEqual(['accrual 3000']);
  });

  it('R-TRUE-07: quarters that end one after the other post in their order, each once', async () => {
    const ledger = await solution
      .when(refunded('r', 'i', '2025-03-01', 1000))
      .when(paid('j', 'a', '2025-04-02', 10_000), refunded('s', 'j', '2025-04-03', 1000))
      .when(clock('2025-12-31'))
      .ledger();
    expect(ledger.posted('p')).toEqual(['accrual 3000', 'true_up -300', 'accrual 3000', 'true_up -300']);
    expect(ledger.linesOf('p').flatMap(({ seq, cause }) => (seq === 2 ? [cause] : []))).toEqual([
      'quarter-end',
      'quarter-end',
    ]);
  });

  it('R-TRUE-08: a refund that came before its invoice waits too', async () => {
    const early = given('three-tier', affiliate('p', '2025-01-01', 'solution'), brings('p', 'a', '2025-01-02')).when(
      refunded('r', 'i', '2025-03-01', 5000),
      paid('i', 'a', '2025-02-01', 10_000),
    );
    expect((await early.ledger()).posted('p')).toEqual(['accrual 3000']);
    expect((await early.when(clock('2025-04-01')).ledger()).posted('p')).toEqual(['accrual 3000', 'true_up -1500']);
  });
});
