import fc from 'fast-check';
import { amountMinor, ZERO } from '@ledger/kernel/money';
import { allocateRefunds } from './allocate-refunds';
import type { InvoiceLine, TakenBack } from './invoice-account';

const linesOf = (...amounts: number[]): InvoiceLine[] =>
  amounts.map((amount, index) => ({
    line: `l${index + 1}`,
    kind: 'subscription',
    amountMinor: amountMinor(amount),
    interval: 'month',
    period: null,
  }));
const of = (amount: number): TakenBack => ({ lines: null, amountMinor: amountMinor(amount) });
const named = (lines: Readonly<Record<string, number>>): TakenBack => ({
  amountMinor: ZERO,
  lines: Object.entries(lines).map(([line, amount]) => ({ line, amountMinor: amountMinor(amount) })),
});

function allocated(amounts: number[], ...refunds: TakenBack[]) {
  const { takenMinor, exceeds } = allocateRefunds(linesOf(...amounts), refunds);
  return { taken: takenMinor.map(Number), exceeds };
}
const fits = (...taken: number[]) => ({ taken, exceeds: false });
const isCutOff = (...taken: number[]) => ({ taken, exceeds: true });

describe('refunds are spread over the lines of their invoice', () => {
  it('R-REF-01: those that name lines come first, whatever their order', () => {
    expect(allocated([600, 400], of(500), named({ l1: 600 }))).toEqual(isCutOff(600, 400));
    expect(allocated([600, 400], of(100), named({ l1: 600 }))).toEqual(fits(600, 100));
  });

  it('R-REF-02: the sum of the others goes over what is left, in proportion, ties to the earlier line', () => {
    expect(allocated([300, 100], of(100))).toEqual(fits(75, 25));
    expect(allocated([100, 100], of(33))).toEqual(fits(17, 16));
    expect(allocated([100, 100, 100], of(50), of(50))).toEqual(fits(34, 33, 33));
    expect(allocated([300, 100], named({ l1: 200 }), of(100))).toEqual(fits(250, 50));
  });

  it('R-REF-03: what exceeds a line or the invoice is cut off', () => {
    expect(allocated([100, 50], named({ l2: 51 }))).toEqual(isCutOff(0, 50));
    expect(allocated([100, 50], named({ l2: 30 }), named({ l2: 30 }))).toEqual(isCutOff(0, 50));
    expect(allocated([100, 50], of(151))).toEqual(isCutOff(100, 50));
    expect(allocated([100, 50], of(150))).toEqual(fits(100, 50));
    expect(allocated([100, 50], named({ l1: 100, l2: 50 }))).toEqual(fits(100, 50));
    expect(allocated([100, 50], named({ l1: 100, l2: 50 }), of(1))).toEqual(isCutOff(100, 50));
  });

  it('R-REF-04: what names a line that the invoice does not have, or a negative one, takes nothing', () => {
    expect(allocated([100], named({ x: 10, l1: 5 }))).toEqual(fits(5));
    expect(allocated([100, -40], named({ l2: 10 }))).toEqual(fits(0, 0));
  });

  it('R-REF-08: what is left of a negative line takes its share with its sign', () => {
    expect(allocated([15_484, -5161], of(5000))).toEqual(fits(7500, -2500));
    expect(allocated([15_484, -5161], of(10_323))).toEqual(fits(15_484, -5161));
    expect(allocated([300, -100], named({ l1: 100 }), of(50))).toEqual(fits(200, -50));
  });

  it('R-REF-09: where what is left in all is not positive, the whole sum is cut off', () => {
    expect(allocated([100, -40], named({ l1: 60 }), of(10))).toEqual(isCutOff(60, 0));
    expect(allocated([100, -40], named({ l1: 100 }), of(1))).toEqual(isCutOff(100, 0));
    expect(allocated([-40], of(1))).toEqual(isCutOff(0));
    expect(allocated([100, -40], of(61))).toEqual(isCutOff(100, -40));
  });

  it('takes nothing without refunds, and from an invoice of nothing', () => {
    expect(allocated([100, 0])).toEqual(fits(0, 0));
    expect(allocated([0], of(5))).toEqual(isCutOff(0));
  });

  it('never takes more than a line has, and all of it when what goes back sums up to the invoice', () => {
    const amounts = fc.array(fc.integer({ min: -300, max: 1000 }), { minLength: 1, maxLength: 5 });
    const parts = fc.array(fc.nat({ max: 500 }), { maxLength: 5 });
    fc.assert(
      fc.property(amounts, parts, (lines, refunds) => {
        const total = Math.max(
          0,
          lines.reduce((sum, amount) => sum + amount, 0),
        );
        const part = allocated(lines, ...refunds.map(of));
        const asked = refunds.reduce((sum, amount) => sum + amount, 0);
        expect(part.taken.reduce((sum, amount) => sum + amount, 0)).toBe(Math.min(asked, total));
        part.taken.forEach((amount, index) => {
          const has = lines[index] as number;
          expect(amount === 0 || (Math.sign(amount) === Math.sign(has) && Math.abs(amount) <= Math.abs(has))).toBe(
            true,
          );
        });
        if (total > 0)
          expect(allocated(lines, ...refunds.map(of), of(Math.max(0, total - asked))).taken).toEqual(lines);
      }),
    );
  });
});
