import { instant, parseInstant } from '@ledger/kernel/instant';
import { conflictClocks, workingDaysOf } from './conflict-clocks';

const time = (text: string) => parseInstant(`${text}:00Z`)!;
const UTC = workingDaysOf({ workingDays: null, timeZone: 'UTC' });

describe('a conflict', () => {
  const openedAt = time('2026-03-02T12:00');
  const [takeBy, settleBy] = [time('2026-03-04T12:00'), time('2026-03-09T12:00')];
  const times = { openedAt, takenAt: null, settledAt: null };
  const later = (at: number) => instant(at + 1);

  it('is with the partner manager within 48 hours', () => {
    const waiting = { state: 'waiting', takeBy, settleBy, due: takeBy, overdue: false };
    expect(conflictClocks(times, UTC, takeBy)).toEqual(waiting);
    expect(conflictClocks(times, UTC, later(takeBy))).toEqual({ ...waiting, overdue: true });
  });

  it('is settled within 5 working days', () => {
    const taken = { ...times, takenAt: time('2026-03-03T12:00') };
    expect(conflictClocks(taken, UTC, settleBy)).toMatchObject({ state: 'in_review', due: settleBy, overdue: false });
    expect(conflictClocks(taken, UTC, later(settleBy)).overdue).toBe(true);
    const holiday = { ...UTC, holidays: ['2026-03-04'] };
    expect(conflictClocks(taken, holiday, settleBy).settleBy).toBe(time('2026-03-10T12:00'));
    const settled = { ...taken, settledAt: later(settleBy) };
    expect(conflictClocks(settled, UTC, later(settleBy))).toMatchObject({
      state: 'settled',
      due: null,
      overdue: false,
    });
  });
});
