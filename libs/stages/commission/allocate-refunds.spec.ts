import fc from 'fast-check';
import { instant } from '@ledger/kernel/instant';
import { amountMinor, ZERO } from '@ledger/kernel/money';
import { allocateRefunds } from './allocate-refunds';
import type { InvoiceLine, Refund } from './invoice-account';

const linesOf = (...amounts: number[]): InvoiceLine[] =>
  amounts.map((amount, index) => ({
    line: `l${index + 1}`,
    kind: 'subscription',
    amountMinor: amountMinor(amount),
    interval: 'month',
    period: null,
  }));
const key = { at: instant(0), id: 'e', source: 's' };
const of = (amount: number): Refund => ({ ...key, lines: null, amountMinor: amountMinor(amount) });
const named = (lines: Readonly<Record<string, number>>): Refund => ({
  ...key,
  amountMinor: ZERO,
  lines: Object.entries(lines).map(([line, amount]) => ({ line, amountMinor: amountMinor(amount) })),
});

function allocated(amounts: number[], ...refunds: Refund[]) {
  const { refundedMinor, exceeds, unknownLines } = allocateRefunds(linesOf(...amounts), refunds);
  return { refunded: refundedMinor.map(Number), exceeds, unknownLines };
}
const fits = (...refunded: number[]) => ({ refunded, exceeds: false, unknownLines: [] });

describe('refunds are spread over the lines of their invoice', () => {
  it('R-REF-01: those that name lines come first, whatever their order', () => {
    expect(allocated([600, 400], of(500), named({ l1: 600 }))).toEqual({ ...fits(600, 400), exceeds: true });
    expect(allocated([600, 400], of(100), named({ l1: 600 }))).toEqual(fits(600, 100));
  });

  it('R-REF-02: the sum of the others goes over what is left, in proportion, ties to the earlier line', () => {
    expect(allocated([300, 100], of(100))).toEqual(fits(75, 25));
    expect(allocated([100, 100], of(33))).toEqual(fits(17, 16));
    expect(allocated([100, 100, 100], of(50), of(50))).toEqual(fits(34, 33, 33));
    expect(allocated([300, 100], named({ l1: 200 }), of(100))).toEqual(fits(250, 50));
  });

  it('R-REF-03: what exceeds a line or the invoice is cut off', () => {
    expect(allocated([100, 50], named({ l2: 51 }))).toEqual({ ...fits(0, 50), exceeds: true });
    expect(allocated([100, 50], named({ l2: 30 }), named({ l2: 30 }))).toEqual({ ...fits(0, 50), exceeds: true });
    expect(allocated([100, 50], of(151))).toEqual({ ...fits(100, 50), exceeds: true });
    expect(allocated([100, 50], of(150))).toEqual(fits(100, 50));
    expect(allocated([100, 50], named({ l1: 100, l2: 50 }))).toEqual(fits(100, 50));
    expect(allocated([100, 50], named({ l1: 100, l2: 50 }), of(1))).toEqual({ ...fits(100, 50), exceeds: true });
  });

  it('R-REF-04: a refund of a line that the invoice does not have takes nothing and is told', () => {
    expect(allocated([100], named({ x: 10, l1: 5 }))).toEqual({ ...fits(5), unknownLines: ['x'] });
  });

  it('takes nothing without refunds, and from an invoice of nothing', () => {
    expect(allocated([100, 0])).toEqual(fits(0, 0));
    expect(allocated([0], of(5))).toEqual({ ...fits(0), exceeds: true });
  });

  it('never takes more than a line has, and all of it when the refunds sum up to the invoice', () => {
    const amounts = fc.array(fc.nat({ max: 1000 }), { minLength: 1, maxLength: 5 });
    const parts = fc.array(fc.nat({ max: 500 }), { maxLength: 5 });
    fc.assert(
      fc.property(amounts, parts, (lines, refunds) => {
        const total = lines.reduce((sum, amount) => sum + amount, 0);
        const part = allocated(lines, ...refunds.map(of));
        const asked = refunds.reduce((sum, amount) => sum + amount, 0);
        expect(part.refunded.reduce((sum, amount) => sum + amount, 0)).toBe(Math.min(asked, total));
        part.refunded.forEach((amount, index) => expect(amount).toBeLessThanOrEqual(lines[index] as number));
        expect(allocated(lines, ...refunds.map(of), of(Math.max(0, total - asked))).refunded).toEqual(lines);
      }),
    );
  });
});
