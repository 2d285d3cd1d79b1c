import type { Calendar, CalendarDate } from '@ledger/kernel/calendar';
import { firstDateOfMonth, monthOfDate } from '@ledger/kernel/calendar';
import type { Instant } from '@ledger/kernel/instant';
import type { PayoutSchedule } from '@ledger/program/terms';

/** The first moment after `after` at which runs take place: 00:00 in the program's time zone (contract.md, section 2). */
export function nextRunAfter(after: Instant, calendar: Calendar): Instant {
  return calendar.startOfDate((calendar.dateAt(after) + 1) as CalendarDate);
}

/** Whether a schedule has its run on a date: every day, on the first of a month, or of a quarter. */
export function runsOn({ every }: PayoutSchedule, date: CalendarDate): boolean {
  if (every === 'day') return true;
  const month = monthOfDate(date);
  if (date !== firstDateOfMonth(month)) return false;
  return every === 'month' || month % 3 === 0;
}
