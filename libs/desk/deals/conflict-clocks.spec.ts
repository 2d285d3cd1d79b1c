import { calendarOf, parseDate } from '@ledger/kernel/calendar';
import { formatInstant, instant, parseInstant } from '@ledger/kernel/instant';
import { conflictClocks } from './conflict-clocks';
import { afterWorkingDays, mondayToFriday } from './working-days';

const time = (text: string) => parseInstant(`${text}:00Z`)!;
const UTC = mondayToFriday(calendarOf('UTC'));

describe('working days', () => {
  const after = (text: string, days: number, more: Partial<typeof UTC> = {}) =>
    formatInstant(afterWorkingDays(time(text), days, { ...UTC, ...more })).slice(0, 16);

  it('are counted from the time of day, over the weekend', () => {
    expect(after('2026-03-02T09:30', 5)).toBe('2026-03-09T09:30'); // a Monday
    expect(after('2026-03-06T17:00', 1)).toBe('2026-03-09T17:00');
    expect(after('2026-03-06T17:00', 0)).toBe('2026-03-06T17:00');
  });

  it('begin on the next one for what comes on a day without', () => {
    expect(after('2026-03-07T23:00', 5)).toBe('2026-03-16T00:00');
  });

  it('are no holidays, and those of the zone', () => {
    expect(after('2026-03-02T09:30', 5, { holidays: [parseDate('2026-03-04')!] })).toBe('2026-03-10T09:30');
    expect(after('2026-03-05T09:30', 1, { weekend: [5, 6] })).toBe('2026-03-08T09:30');
    const auckland = mondayToFriday(calendarOf('Pacific/Auckland'));
    // Friday evening in London is Saturday in Auckland, whose Monday begins on Sunday at 11:00 UTC.
    expect(after('2026-03-06T19:00', 1, auckland)).toBe('2026-03-09T11:00');
  });

  it('end also where nobody ever works', () => {
    expect(after('2026-03-02T00:00', 1, { weekend: [0, 1, 2, 3, 4, 5, 6] })).toBe('2028-03-03T00:00');
  });
});

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
    const settled = { ...taken, settledAt: later(settleBy) };
    expect(conflictClocks(settled, UTC, later(settleBy))).toMatchObject({
      state: 'settled',
      due: null,
      overdue: false,
    });
  });
});
