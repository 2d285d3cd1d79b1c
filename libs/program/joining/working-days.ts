import { calendarOf, parseDate, type CalendarDate } from '@ledger/kernel/calendar';
import { instant, type Instant } from '@ledger/kernel/instant';

export const WEEKDAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const;
export type Weekday = (typeof WEEKDAYS)[number];

/** The days of the week on which nobody works, where terms do not say. */
export const WEEKEND: readonly Weekday[] = ['saturday', 'sunday'];

/** On which days somebody works. */
export interface WorkingDays {
  /** IANA zone of the days. */
  readonly timeZone: string;
  readonly weekend: readonly Weekday[];
  /** Days on which nobody works, `YYYY-MM-DD`, in their order. */
  readonly holidays: readonly string[];
}

/** 1970-01-01 was a Thursday. */
const FIRST_WEEKDAY = 3;

/**
 * The moment so many working days after another, at the same time of day: from Friday 15:00 two working days are Tuesday
 * 15:00. What begins on a day off begins with the next working day.
 */
export function afterWorkingDays({ timeZone, weekend, holidays }: WorkingDays, from: Instant, days: number): Instant {
  const calendar = calendarOf(timeZone);
  const off = new Set(holidays.map(parseDate));
  const isOff = (date: CalendarDate) => weekend.includes(weekdayOf(date)) || off.has(date);
  let date = calendar.dateAt(from);
  const isDayOff = isOff(date);
  const timeOfDay = isDayOff ? 0 : from - calendar.startOfDate(date);
  while (isOff(date)) date = next(date);
  for (let left = days; left > 0; left -= 1) {
    do date = next(date);
    while (isOff(date));
  }
  // A day on which clocks change is shorter or longer; what is due stays within the day.
  const ends = calendar.startOfDate(next(date)) - 1;
  return instant(Math.min(calendar.startOfDate(date) + timeOfDay, ends));
}

/** Which day of the week a date is. */
export function weekdayOf(date: CalendarDate): Weekday {
  return WEEKDAYS[(((date + FIRST_WEEKDAY) % 7) + 7) % 7] as Weekday;
}

function next(date: CalendarDate): CalendarDate {
  return (date + 1) as CalendarDate;
}
