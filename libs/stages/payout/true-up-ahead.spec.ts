import fc from 'fast-check';
import { instant } from '@ledger/kernel/instant';
import { add, amountMinor, ZERO, type AmountMinor } from '@ledger/kernel/money';
import type { ExpectedPayout } from './expected-payout';
import { trueUpAhead, withTrueUp, type ExpectedMoney } from './true-up-ahead';
import { WHAT_ENDS, type UnpaidAmount, type WaitingReason } from './unpaid-amounts';

const at = (day: number) => instant(Date.UTC(2026, 0, day));

const waits = (reason: WaitingReason, minor: number): UnpaidAmount => ({
  reason,
  amountMinor: amountMinor(BigInt(minor)),
  endedBy: WHAT_ENDS[reason],
  endsAt: null,
  endsFirstAt: null,
  missingMinor: null,
  since: null,
  expiredOn: null,
});

const trueUp = (minor: number, dueAt: number, clearsAt = dueAt): ExpectedMoney => ({
  amountMinor: amountMinor(BigInt(minor)),
  dueAt: at(dueAt),
  clearsAt: at(clearsAt),
  holds: [],
});

const run = (day: number): ExpectedPayout => ({
  runAt: at(day),
  rail: 'manual',
  grossMinor: amountMinor(1n),
  feeMinor: ZERO,
  withheldMinor: ZERO,
  netMinor: amountMinor(1n),
  needsApproval: false,
});

function named(waiting: readonly UnpaidAmount[], trueUps: readonly ExpectedMoney[], next: ExpectedPayout | null) {
  const all = withTrueUp(waiting, trueUpAhead(waiting, trueUps, next));
  return all.map(({ reason, amountMinor: minor }) => `${reason} ${minor}`);
}

it('a true-up takes of what is scheduled first, then of what is clearing, and no more than there is', () => {
  const waiting = [waits('clearing', 50), waits('scheduled', 100)];
  expect(named(waiting, [trueUp(-30, 9)], null)).toEqual(['clearing 50', 'scheduled 70', 'true_up_expected 30']);
  expect(named(waiting, [trueUp(-120, 9)], null)).toEqual(['clearing 30', 'true_up_expected 120']);
  expect(named(waiting, [trueUp(-500, 9)], null)).toEqual(['true_up_expected 150']);
});

it('one that takes effect only after the next payout takes nothing of what waits for it', () => {
  const waiting = [waits('scheduled', 100)];
  expect(named(waiting, [trueUp(-30, 9)], run(8))).toEqual(['scheduled 100']);
  expect(named(waiting, [trueUp(-30, 7, 9)], run(8))).toEqual(['scheduled 100']);
  expect(named(waiting, [trueUp(-30, 8)], run(8))).toEqual(['scheduled 70', 'true_up_expected 30']);
});

it('it says when the first and the last of the quarters end', () => {
  const ahead = trueUpAhead([waits('scheduled', 100)], [trueUp(-30, 9, 20), trueUp(-10, 5), trueUp(-1, 7)], null);
  expect(ahead).toMatchObject({ ofScheduledMinor: 41n, firstAt: at(5), lastAt: at(9) });
});

it('what something else keeps back is not told apart', () => {
  expect(named([waits('below_minimum', 40)], [trueUp(-30, 9)], null)).toEqual(['below_minimum 40']);
  expect(named([waits('negative_balance', -40)], [trueUp(-30, 9)], null)).toEqual(['negative_balance -40']);
});

it('the amounts of the reasons add up to what they did', () => {
  const sumOf = (waiting: readonly UnpaidAmount[]) =>
    waiting.reduce<AmountMinor>((sum, { amountMinor: each }) => add(sum, each), ZERO);
  const minor = fc.integer({ min: -100, max: 100 });
  const expected = fc.array(fc.tuple(minor, fc.integer({ min: 1, max: 20 })), { maxLength: 4 });
  fc.assert(
    fc.property(minor, minor, expected, fc.option(fc.integer({ min: 1, max: 20 })), (scheduled, clearing, all, day) => {
      const waiting = [waits('clearing', clearing), waits('scheduled', scheduled)];
      const next = day === null ? null : run(day);
      const ahead = trueUpAhead(
        waiting,
        all.map(([each, due]) => trueUp(each, due)),
        next,
      );
      const told = withTrueUp(waiting, ahead);
      expect(sumOf(told)).toBe(sumOf(waiting));
      expect(told.every((each) => each.reason !== 'true_up_expected' || each.amountMinor > 0n)).toBe(true);
    }),
  );
});
