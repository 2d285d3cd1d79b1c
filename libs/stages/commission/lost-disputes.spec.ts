import { instant } from '@ledger/kernel/instant';
import { brings, disputeClosed, disputed, issued, paid, partner, refunded } from '../../../test/rules/facts';
import { given } from '../../../test/rules/given';
import { emptyInvoiceAccount } from './invoice-account';
import { isLostAsAWhole, partsLost, noteDispute } from './invoice-disputes';

const credited = given('odoopbx', partner('p', '2026-01-01'), brings('p', 'a', '2026-01-02')).when(
  paid('i', 'a', '2026-01-10', [{ amount: 6000 }, { kind: 'usage', amount: 4000 }]),
);

describe('a dispute that names an amount', () => {
  it('R-DIS-08: is reversed like a refund of that amount that names no lines, beside the refunds; several add up', async () => {
    const lost = credited.when(
      refunded('r', 'i', '2026-01-11', { l1: 2000 }),
      disputed('d', 'i', '2026-01-12', 5000),
      disputeClosed('d', 'i', '2026-01-13', 'lost', 2000),
    );
    expect((await lost.ledger()).posted('p')).toEqual([
      'accrual 1200',
      'accrual 800',
      'refund -400',
      'dispute -200',
      'dispute -200',
    ]);
    const twice = lost.when(disputed('e', 'i', '2026-01-14', 1000), disputeClosed('e', 'i', '2026-01-15', 'lost'));
    expect((await twice.ledger()).stands('p')).toBe(1000);
  });

  it('R-DIS-08: the amount of its opening counts where the close names none, also where the opening comes later', async () => {
    const close = disputeClosed('d', 'i', '2026-01-13', 'lost');
    const opening = disputed('d', 'i', '2026-01-12', 5000);
    expect((await credited.when(opening, close).ledger()).stands('p')).toBe(1000);
    expect((await credited.when(close).ledger()).stands('p')).toBe(0);
    const late = await credited.when(close, opening).ledger();
    expect(late.posted('p')).toEqual([
      'accrual 1200',
      'accrual 800',
      'dispute -1200',
      'dispute -800',
      'dispute 600',
      'dispute 400',
    ]);
  });

  it('R-DIS-08: what exceeds the invoice is cut off and reported', async () => {
    const ledger = await credited
      .when(refunded('r', 'i', '2026-01-11', 9000), disputeClosed('d', 'i', '2026-01-13', 'lost', 2000))
      .ledger();
    expect(ledger.stands('p')).toBe(0);
    expect(ledger.entries.anomalies).toEqual([{ code: 'refund_exceeds_amount', detail: 'i' }]);
  });

  it('R-DIS-08: a won one takes back nothing, whatever it named', async () => {
    const ledger = await credited
      .when(disputed('d', 'i', '2026-01-12', 5000), disputeClosed('d', 'i', '2026-01-13', 'won', 100))
      .ledger();
    expect(ledger.posted('p')).toEqual(['accrual 1200', 'accrual 800']);
  });
});

describe('a dispute that is decided again', () => {
  type Close = { at: string; outcome: 'won' | 'lost'; amount?: number; id?: string };

  /** What is lost of an invoice after closes of one dispute, in the order of their arrival. */
  function lostAfter(...closes: Close[]) {
    const account = emptyInvoiceAccount('i');
    for (const { at, outcome, amount, id = 'e' } of closes) {
      const data = { dispute: 'd', invoice: 'i', outcome, ...(amount === undefined ? {} : { amount }) };
      const time = instant(Date.parse(`${at}T00:00:00Z`));
      noteDispute(account, { type: 'dispute.closed', id, source: 's', time, program: 'odoopbx', data });
    }
    return isLostAsAWhole(account) ? 'all' : partsLost(account).map(({ amountMinor }) => Number(amountMinor));
  }

  it('R-DIS-09: the latest close by its time, id and source counts, in whichever order they arrive', () => {
    const lost: Close = { at: '2026-01-13', outcome: 'lost' };
    const won: Close = { at: '2026-01-20', outcome: 'won' };
    expect(lostAfter(lost)).toBe('all');
    expect(lostAfter(lost, won)).toEqual([]);
    expect(lostAfter(won, lost)).toEqual([]);
    expect(lostAfter(won, { ...lost, at: '2026-01-21' })).toBe('all');
    expect(lostAfter({ ...lost, id: 'f' }, { ...won, at: lost.at })).toBe('all');
  });

  it('R-DIS-09: another amount takes the place of the earlier', () => {
    const lost: Close = { at: '2026-01-13', outcome: 'lost', amount: 5000 };
    expect(lostAfter(lost, { at: '2026-01-14', outcome: 'lost', amount: 1000 })).toEqual([1000]);
    expect(lostAfter(lost, { at: '2026-01-14', outcome: 'lost' })).toBe('all');
  });
});

it('R-DIS-09: what a later outcome gives back is posted as a dispute', async () => {
  const lost = credited.when(disputeClosed('d', 'i', '2026-01-13', 'lost'));
  const back = await lost.when(disputeClosed('d', 'i', '2026-01-20', 'won')).ledger();
  expect(back.posted('p').slice(2)).toEqual(['dispute -1200', 'dispute -800', 'dispute 1200', 'dispute 800']);
  const part = await lost.when(disputeClosed('d', 'i', '2026-01-20', 'lost', 1000)).ledger();
  expect(part.posted('p').slice(4)).toEqual(['dispute 1080', 'dispute 720']);
});

it('R-DIS-10: a lost dispute over all takes a negative line to nothing too, as a void does', async () => {
  const lines = [{ kind: 'platform_fee', amount: 1000 } as const, { kind: 'platform_fee', amount: -400 } as const];
  const tenant = given('reseller', partner('p', '2026-01-01', 'reseller'), brings('p', 'a', '2026-01-02')).when(
    issued('i', 'a', '2026-01-10', lines),
  );
  const ledger = await tenant.when(disputeClosed('d', 'i', '2026-01-11', 'lost')).ledger();
  expect(ledger.posted('p')).toEqual(['accrual 500', 'accrual -200', 'dispute -500', 'dispute 200']);
});
