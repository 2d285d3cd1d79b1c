import {
  called,
  disputeClosed,
  disputed,
  fact,
  issued,
  lead,
  paid,
  partner,
  refunded,
  registered,
  voided,
  affiliate,
  type Told,
} from '../../../test/rules/facts';
import { given } from '../../../test/rules/given';

const plixo = given('plixo', partner('p', '2025-01-01'));
const says = (...told: Told[]) => plixo.when(told).verdict();
const lines = (...amounts: number[]) => amounts.map((amount, index) => ({ line: `l${index + 1}`, amount }));

describe('a thing that is told again', () => {
  it('R-GATE-12: a second payment of an invoice with the same customer, currency and lines is ignored, in any order', () => {
    const first = paid('i', 'a', '2025-01-02', lines(1, 2));
    expect(says(first, paid('i', 'a', '2025-01-05', lines(1, 2)))).toBe('ignored');
    expect(says(first, paid('i', 'a', '2025-01-05', [...lines(1, 2)].reverse()))).toBe('ignored');
  });

  it.each([
    ['customer', paid('i', 'b', '2025-01-05', lines(1, 2))],
    ['currency', paid('i', 'a', '2025-01-05', lines(1, 2), 'EUR')],
    ['amount', paid('i', 'a', '2025-01-05', lines(1, 3))],
    ['number of lines', paid('i', 'a', '2025-01-05', lines(1))],
  ])('R-GATE-13: with another %s it conflicts', (_, second) => {
    expect(says(paid('i', 'a', '2025-01-02', lines(1, 2)), second)).toBe("invoice_conflict: data.invoice: 'i'");
  });

  it('R-GATE-14: paid and issued never conflict with each other', () => {
    expect(says(paid('i', 'a', '2025-01-02', 1), issued('i', 'b', '2025-01-02', 2))).toBe('accepted');
    expect(says(issued('i', 'a', '2025-01-02', 1), issued('i', 'b', '2025-01-02', 2))).toBe(
      "invoice_conflict: data.invoice: 'i'",
    );
  });

  const things: readonly [string, Told, Told, string][] = [
    [
      'refund',
      refunded('x', 'i', '2025-01-02', 5),
      refunded('x', 'i', '2025-01-02', 6),
      "refund_conflict: data.refund: 'x'",
    ],
    [
      'lead',
      lead('x', 'p', '2025-01-02', { customer: 'a' }),
      lead('x', 'p', '2025-01-02', { customer: 'b' }),
      "referral_conflict: data.referral: 'x'",
    ],
  ];

  it.each(things)(
    'R-GATE-15: a %s again with the same data is ignored, with other data it conflicts',
    (_, first, other, conflict) => {
      expect(says(first, { ...first, at: '2025-01-09' })).toBe('ignored');
      expect(says(first, other)).toBe(conflict);
      expect(says(first, called('own', { ...first, data: { ...first.data, more: 1 } }))).toBe(conflict);
    },
  );

  it('R-GATE-15: a registration too', () => {
    const first = registered('x', 'p', '2025-01-02', { customer: 'a' });
    const joins = given('three-tier', affiliate('p', '2025-01-01'), first);
    expect(joins.when({ ...first, at: '2025-01-03' }).verdict()).toBe('ignored');
    expect(joins.when(registered('x', 'p', '2025-01-02', { customer: 'b' })).verdict()).toBe(
      "deal_conflict: data.deal: 'x'",
    );
  });

  it('R-GATE-15: an adjustment too', () => {
    const adjusted = (amount: number) =>
      fact('adjustment.posted', '2025-01-02', {
        adjustment: 'x',
        partner: 'p',
        currency: 'EUR',
        amount,
        by: 'dana',
        reason: 'agreed',
      });
    expect(says(adjusted(5), { ...adjusted(5), at: '2025-01-09' })).toBe('ignored');
    expect(says(adjusted(5), adjusted(6))).toBe("adjustment_conflict: data.adjustment: 'x'");
  });

  it('R-GATE-16: opening and close of a dispute do not conflict, and ids of different things are apart', () => {
    expect(says(disputed('x', 'i', '2025-01-02'), disputeClosed('x', 'i', '2025-01-03', 'won'))).toBe('accepted');
    expect(says(refunded('x', 'i', '2025-01-02', 5), lead('x', 'p', '2025-01-02', { customer: 'a' }))).toBe('accepted');
  });

  it('R-GATE-17: what was rejected was not told', () => {
    const late = registered('x', 'p', '2025-03-01', { customer: 'a', firstContactAt: '2025-01-01T00:00:00Z' });
    const joins = given('three-tier', affiliate('p', '2025-01-01'), late);
    expect(
      joins
        .when(registered('x', 'p', '2025-03-01', { customer: 'b' }))
        .verdicts()
        .slice(-2),
    ).toEqual(["registered_too_late: data.firstContactAt: '2025-01-01T00:00:00Z'", 'accepted']);
  });

  it('R-GATE-18: a refund, void or dispute may come before its invoice', () => {
    expect(says(refunded('x', 'i', '2025-01-02', 5))).toBe('accepted');
    expect(says(disputed('x', 'i', '2025-01-02'))).toBe('accepted');
  });

  it('R-GATE-12: a missing interval is a month', () => {
    const subscribed = (interval?: 'month' | 'year') =>
      fact('invoice.paid', '2025-01-02', {
        invoice: 'i',
        customer: 'a',
        currency: 'EUR',
        lines: [{ line: 'l1', kind: 'subscription', amount: 5, ...(interval === undefined ? {} : { interval }) }],
      });
    expect(says(subscribed(), { ...subscribed('month'), at: '2025-01-03' })).toBe('ignored');
    expect(says(subscribed(), subscribed('year'))).toBe("invoice_conflict: data.invoice: 'i'");
  });
});

describe('a payment that is told again after it was taken back', () => {
  const first = paid('i', 'a', '2025-01-02', 10);
  const again = paid('i', 'a', '2025-01-20', 10);
  const failed = fact('payment.refund_failed', '2025-01-04', { refund: 'r' });
  const conflict = "invoice_conflict: data.invoice: 'i'";

  it('R-GATE-21: conflicts after a refund that has not failed, whatever its time', () => {
    expect(says(first, refunded('r', 'i', '2025-01-03', 1), again)).toBe(conflict);
    expect(says(first, refunded('r', 'i', '2025-02-03', 1), again)).toBe(conflict);
    expect(says(first, refunded('r', 'i', '2025-01-03', 1), failed, again)).toBe('ignored');
    expect(says(failed, first, refunded('r', 'i', '2025-01-03', 1), again)).toBe('ignored');
    expect(says(first, refunded('r', 'j', '2025-01-03', 1), again)).toBe('ignored');
  });

  it('R-GATE-21: after a void, and after a dispute that is lost as it stands', () => {
    const lost = disputeClosed('d', 'i', '2025-01-03', 'lost');
    expect(says(first, voided('i', '2025-01-03'), again)).toBe(conflict);
    expect(says(first, lost, again)).toBe(conflict);
    expect(says(first, lost, disputeClosed('d', 'i', '2025-01-04', 'won'), again)).toBe('ignored');
    expect(says(first, lost, disputeClosed('d', 'i', '2025-01-02', 'won'), again)).toBe(conflict);
    expect(says(first, disputed('d', 'i', '2025-01-03'), again)).toBe('ignored');
  });

  it('R-GATE-22: a failure of a refund is told once', () => {
    expect(says(failed, { ...failed, at: '2025-01-05' })).toBe('ignored');
    expect(says(failed, fact('payment.refund_failed', '2025-01-04', { refund: 's' }))).toBe('accepted');
  });
});

describe('a dispute that is told again', () => {
  const opened = (invoice: string, amount?: number) =>
    fact('dispute.opened', '2025-01-02', { dispute: 'x', invoice, ...(amount === undefined ? {} : { amount }) });
  const closed = (at: string, outcome: 'won' | 'lost', amount?: number, invoice = 'i') =>
    fact('dispute.closed', at, { dispute: 'x', invoice, outcome, ...(amount === undefined ? {} : { amount }) });

  it('R-GATE-23: is opened once: again is ignored, another invoice or amount conflicts', () => {
    expect(says(opened('i'), opened('i'))).toBe('ignored');
    expect(says(opened('i', 5), { ...opened('i', 5), at: '2025-01-07' })).toBe('ignored');
    expect(says(opened('i'), opened('i', 5))).toBe("dispute_conflict: data.amount: '5'");
    expect(says(opened('i', 5), opened('i'))).toBe("dispute_conflict: data.amount: 'missing'");
    expect(says(opened('i'), opened('j'))).toBe("dispute_conflict: data.invoice: 'j'");
  });

  it('R-GATE-23: opening and close have to name one invoice, whichever comes first', () => {
    const elsewhere = closed('2025-01-03', 'won', undefined, 'j');
    expect(says(opened('i'), elsewhere)).toBe("dispute_conflict: data.invoice: 'j'");
    expect(says(elsewhere, opened('i'))).toBe("dispute_conflict: data.invoice: 'i'");
    const wronglyClosed = given('plixo', opened('i'), elsewhere);
    expect(wronglyClosed.when(closed('2025-01-04', 'won')).verdict()).toBe('accepted');
  });

  it('R-GATE-24: the data of the close that counts, not after it, says nothing new', () => {
    const lost = closed('2025-01-10', 'lost');
    expect(says(lost, closed('2025-01-10', 'lost'))).toBe('accepted');
    expect(says(called('b', lost), called('a', closed('2025-01-10', 'lost')))).toBe('ignored');
    expect(says(lost, closed('2025-01-09', 'lost'))).toBe('ignored');
    expect(says(lost, closed('2025-01-11', 'lost'))).toBe('accepted');
  });

  it('R-GATE-25: a close with another outcome or amount is a fact, earlier or later', () => {
    const lost = closed('2025-01-10', 'lost');
    expect(says(lost, closed('2025-01-11', 'won'))).toBe('accepted');
    expect(says(lost, closed('2025-01-09', 'won'))).toBe('accepted');
    expect(says(lost, closed('2025-01-09', 'lost', 3))).toBe('accepted');
    expect(says(lost, closed('2025-01-11', 'won'), closed('2025-01-10', 'lost'))).toBe('accepted');
  });
});
