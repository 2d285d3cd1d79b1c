import {
  brings,
  issued,
  paid,
  partner,
  refunded,
  registered,
  voided,
  met,
  disputeClosed,
  disputed,
} from '../../../test/rules/facts';
import { given } from '../../../test/rules/given';

const plixo = given('plixo', partner('p', '2025-01-01'), brings('p', 'a', '2025-01-02'));
const plaidcloud = given(
  'plaidcloud',
  partner('p', '2025-01-01'),
  met('p', '2025-01-01', 'certified_analyst'),
  registered('d', 'p', '2025-01-02', { customer: 'a' }),
);

describe('what is taken back', () => {
  it('R-REF-05: of a commission C on a line of amount A with R refunded stands C − round(C × R ÷ A)', async () => {
    const thirds = plixo.when(
      paid('i', 'a', '2025-01-10', 1000),
      refunded('r1', 'i', '2025-01-11', 333),
      refunded('r2', 'i', '2025-01-12', 333),
      refunded('r3', 'i', '2025-01-13', 334),
    );
    expect((await thirds.ledger()).posted('p')).toEqual(['accrual 100', 'refund -33', 'refund -34', 'refund -33']);
  });

  it('R-REF-06: a refund that arrives before its payment leaves the same balance', async () => {
    const ledger = await plixo
      .when(refunded('r1', 'i', '2025-01-11', { l1: 250 }), paid('i', 'a', '2025-01-10', 1000))
      .ledger();
    expect(ledger.posted('p')).toEqual(['accrual 75']);
  });

  it('R-REF-07: what was cut off, and a line that the invoice does not have, are anomalies, each told once', async () => {
    const ledger = await plixo
      .when(
        refunded('r0', 'i', '2025-01-09', { x: 1 }),
        paid('i', 'a', '2025-01-10', 1000),
        refunded('r1', 'i', '2025-01-11', 900),
        refunded('r2', 'i', '2025-01-12', 200),
        refunded('r3', 'i', '2025-01-13', 1),
        refunded('r4', 'i', '2025-01-13', { y: 1, x: 1 }),
      )
      .ledger();
    expect(ledger.entries.anomalies).toEqual([
      { code: 'refund_exceeds_amount', detail: 'i' },
      { code: 'refund_unknown_line', detail: 'r0 x i' },
      { code: 'refund_unknown_line', detail: 'r4 x i' },
      { code: 'refund_unknown_line', detail: 'r4 y i' },
    ]);
    expect(ledger.stands('p')).toBe(0);
  });

  it('R-DIS-01: a lost dispute takes back all of it, for good; a close without its opening counts alone', async () => {
    const lost = plixo.when(paid('i', 'a', '2025-01-10', 1000), disputeClosed('d', 'i', '2025-01-11', 'lost'));
    expect((await lost.ledger()).posted('p')).toEqual(['accrual 100', 'dispute -100']);
    const late = lost.when(disputed('d', 'i', '2025-01-10T12:00'), disputeClosed('d2', 'i', '2025-01-12', 'won'));
    expect((await late.ledger()).posted('p')).toEqual(['accrual 100', 'dispute -100']);
  });

  it('R-DIS-02: a won dispute takes back nothing', async () => {
    const ledger = await plixo
      .when(
        paid('i', 'a', '2025-01-10', 1000),
        disputed('d', 'i', '2025-01-11'),
        disputeClosed('d', 'i', '2025-01-12', 'won'),
      )
      .ledger();
    expect(ledger.posted('p')).toEqual(['accrual 100']);
  });

  it('R-EARN-06: a void takes back what was billed, like a full refund, also when it arrives first', async () => {
    const after = plaidcloud.when(issued('i', 'a', '2025-02-01', 1000), voided('i', '2025-02-02'));
    expect((await after.ledger()).posted('p')).toEqual(['accrual 100', 'void -100']);
    const before = plaidcloud.when(voided('i', '2025-02-02'), issued('i', 'a', '2025-02-01', 1000));
    expect((await before.ledger()).posted('p')).toEqual([]);
  });

  it('R-EARN-06: where the terms earn on what is collected, a void takes back nothing', async () => {
    const ledger = await plixo.when(paid('i', 'a', '2025-02-01', 1000), voided('i', '2025-02-02')).ledger();
    expect(ledger.posted('p')).toEqual(['accrual 100']);
  });
});
