import { calendarOf } from '@ledger/kernel/calendar';

/** Whether there is an IANA time zone of that name; an offset such as `+09:00` is none. */
export function isTimeZone(name: string): boolean {
  if (!/^[A-Za-z]/.test(name)) return false;
  try {
    calendarOf(name);
    return true;
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}
