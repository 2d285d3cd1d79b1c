import {
  called,
  disputeClosed,
  disputed,
  issued,
  lead,
  paid,
  partner,
  refunded,
  registered,
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
    expect(says(paid('i', 'a', '2025-01-02', lines(1, 2)), second)).toBe('invoice_conflict: i');
  });

  it('R-GATE-14: paid and issued never conflict with each other', () => {
    expect(says(paid('i', 'a', '2025-01-02', 1), issued('i', 'b', '2025-01-02', 2))).toBe('accepted');
    expect(says(issued('i', 'a', '2025-01-02', 1), issued('i', 'b', '2025-01-02', 2))).toBe('invoice_conflict: i');
  });

  const things: readonly [string, Told, Told, string][] = [
    ['refund', refunded('x', 'i', '2025-01-02', 5), refunded('x', 'i', '2025-01-02', 6), 'refund_conflict: x'],
    ['dispute', disputed('x', 'i', '2025-01-02'), disputed('x', 'j', '2025-01-02'), 'dispute_conflict: x'],
    [
      'close of a dispute',
      disputeClosed('x', 'i', '2025-01-02', 'won'),
      disputeClosed('x', 'i', '2025-01-02', 'lost'),
      'dispute_conflict: x',
    ],
    [
      'lead',
      lead('x', 'p', '2025-01-02', { customer: 'a' }),
      lead('x', 'p', '2025-01-02', { customer: 'b' }),
      'referral_conflict: x',
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
    expect(joins.when(registered('x', 'p', '2025-01-02', { customer: 'b' })).verdict()).toBe('deal_conflict: x');
  });

  it('R-GATE-15: opening and close of a dispute have to name one invoice, whichever comes first', () => {
    const opened = (invoice: string) => disputed('x', invoice, '2025-01-02');
    const closed = (invoice: string) => disputeClosed('x', invoice, '2025-01-03', 'won');
    expect(says(opened('i'), closed('j'))).toBe('dispute_conflict: x');
    expect(says(closed('i'), opened('j'))).toBe('dispute_conflict: x');
    expect(says(opened('i'), disputeClosed('y', 'j', '2025-01-03', 'won'))).toBe('accepted');
    const wronglyClosed = given('plixo', opened('i'), closed('j'));
    expect(wronglyClosed.when(closed('i')).verdict()).toBe('accepted');
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
    ).toEqual(['registered_too_late: 2025-01-01T00:00:00Z', 'accepted']);
  });

  it('R-GATE-18: a refund, void or dispute may come before its invoice', () => {
    expect(says(refunded('x', 'i', '2025-01-02', 5))).toBe('accepted');
    expect(says(disputed('x', 'i', '2025-01-02'))).toBe('accepted');
  });
});
