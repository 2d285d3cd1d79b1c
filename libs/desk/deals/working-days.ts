import { instant, type Instant } from '@ledger/kernel/instant';
import type { Calendar, CalendarDate } from '@ledger/kernel/calendar';

/** On which days somebody works. */
export interface WorkingDays {
  readonly calendar: Calendar;
  /** Days of the week without work, Sunday being 0. */
  readonly weekend: readonly number[];
  readonly holidays: readonly CalendarDate[];
}

/** 1970-01-01 was a Thursday. */
const WEEKDAY_OF_DAY_0 = 4;
/** A calendar in which nobody works would have no end. */
const LONGEST_BREAK_DAYS = 366;

/** Monday to Friday, without holidays. */
export function mondayToFriday(calendar: Calendar): WorkingDays {
  return { calendar, weekend: [6, 0], holidays: [] };
}

/**
 * So many working days later, at the same time of day; what begins on a day without work counts from the start of the
 * next one with.
 */
export function afterWorkingDays(from: Instant, days: number, workingDays: WorkingDays): Instant {
  const { calendar } = workingDays;
  const given = calendar.dateAt(from);
  const first = isWorkingDay(given, workingDays) ? given : nextWorkingDay(given, workingDays);
  const timeOfDay = first === given ? from - calendar.startOfDate(given) : 0;
  let date = first;
  for (let left = days; left > 0; left -= 1) date = nextWorkingDay(date, workingDays);
  return instant(calendar.startOfDate(date) + timeOfDay);
}

function nextWorkingDay(date: CalendarDate, workingDays: WorkingDays): CalendarDate {
  for (let ahead = 1; ahead <= LONGEST_BREAK_DAYS; ahead += 1) {
    const next = (date + ahead) as CalendarDate;
    if (isWorkingDay(next, workingDays)) return next;
  }
  return (date + LONGEST_BREAK_DAYS) as CalendarDate;
}

function isWorkingDay(date: CalendarDate, { weekend, holidays }: WorkingDays): boolean {
  const weekday = (((date + WEEKDAY_OF_DAY_0) % 7) + 7) % 7;
  return !weekend.includes(weekday) && !holidays.includes(date);
}
