import { formatInstant, parseInstant, type Instant } from '@ledger/kernel/instant';
import { afterWorkingDays, type WorkingDays } from './working-days';

const UTC: WorkingDays = { timeZone: 'UTC', weekend: ['saturday', 'sunday'], holidays: ['2026-12-25', '2026-12-28'] };
const due = (from: string, days: number, calendar: WorkingDays = UTC) =>
  formatInstant(afterWorkingDays(calendar, parseInstant(from) as Instant, days));

it('counts working days, at the same time of day', () => {
  // 2026-03-02 is a Monday.
  expect(due('2026-03-02T15:00:00Z', 2)).toBe('2026-03-04T15:00:00.000Z');
  expect(due('2026-03-06T15:00:00Z', 2)).toBe('2026-03-10T15:00:00.000Z');
  expect(due('2026-12-24T09:30:00Z', 2)).toBe('2026-12-30T09:30:00.000Z');
});

it('begins on a day off with the next working day', () => {
  expect(due('2026-03-07T15:00:00Z', 2)).toBe('2026-03-11T00:00:00.000Z');
  expect(due('2026-03-08T23:59:59Z', 1)).toBe('2026-03-10T00:00:00.000Z');
  expect(due('2026-12-25T12:00:00Z', 1)).toBe('2026-12-30T00:00:00.000Z');
});

it('goes by the days of its time zone and weekend', () => {
  const dubai: WorkingDays = { timeZone: 'Asia/Dubai', weekend: ['friday', 'saturday'], holidays: [] };
  // Thursday 22:00 UTC is Friday 02:00 there.
  expect(due('2026-03-05T22:00:00Z', 1, dubai)).toBe('2026-03-08T20:00:00.000Z');
  const berlin: WorkingDays = { ...UTC, timeZone: 'Europe/Berlin' };
  // Clocks go forward on Sunday, 29 March.
  expect(due('2026-03-27T14:00:00Z', 1, berlin)).toBe('2026-03-30T13:00:00.000Z');
});
