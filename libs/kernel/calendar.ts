import { civilDay, dayNumber, isCivilDay } from './civil-day';
import { DAY_MS, instant, type Instant } from './instant';

/** A calendar date as a count of days since 1970-01-01. */
export type CalendarDate = number & { readonly __brand: 'CalendarDate' };
/** A calendar month as `year × 12 + month − 1`. */
export type Month = number & { readonly __brand: 'Month' };
/** A calendar quarter as `year × 4 + quarter − 1`. */
export type Quarter = number & { readonly __brand: 'Quarter' };

const DATE = /^(\d{4})-(\d{2})-(\d{2})$/;
const MONTH = /^(\d{4})-(0[1-9]|1[0-2])$/;

/** Reads `YYYY-MM-DD`; null if there is no such day. */
export function parseDate(text: string): CalendarDate | null {
  const match = DATE.exec(text);
  if (match === null) return null;
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])];
  return isCivilDay(year, month, day) ? dateOf(year, month, day) : null;
}

export function formatDate(date: CalendarDate): string {
  return new Date(date * DAY_MS).toISOString().slice(0, 10);
}

/** Reads `YYYY-MM`; null if there is no such month. */
export function parseMonth(text: string): Month | null {
  const match = MONTH.exec(text);
  return match === null ? null : ((Number(match[1]) * 12 + Number(match[2]) - 1) as Month);
}

export function formatMonth(month: Month): string {
  return `${String(Math.floor(month / 12)).padStart(4, '0')}-${String((month % 12) + 1).padStart(2, '0')}`;
}

/** `2026-Q1` (contract.md, section 2: `wins`). */
export function formatQuarter(quarter: Quarter): string {
  return `${String(Math.floor(quarter / 4)).padStart(4, '0')}-Q${(quarter % 4) + 1}`;
}

function dateOf(year: number, month: number, day: number): CalendarDate {
  return dayNumber(year, month, day) as CalendarDate;
}

/** The same day `months` later, the day clamped to the month's end (programs.md, section 0, Duration). */
export function addMonths(date: CalendarDate, months: number): CalendarDate {
  const from = civilDay(date);
  const target = (from.year * 12 + from.month - 1 + months) as Month;
  const next = firstDateOfMonth((target + 1) as Month);
  return Math.min(firstDateOfMonth(target) + from.day - 1, next - 1) as CalendarDate;
}

export function monthOfDate(date: CalendarDate): Month {
  const { year, month } = civilDay(date);
  return (year * 12 + month - 1) as Month;
}

export function firstDateOfMonth(month: Month): CalendarDate {
  const year = Math.floor(month / 12);
  return dateOf(year, month - year * 12 + 1, 1);
}

export function quarterOfMonth(month: Month): Quarter {
  return Math.floor(month / 3) as Quarter;
}

export function firstMonthOfQuarter(quarter: Quarter): Month {
  return (quarter * 3) as Month;
}

/** 31 December of the year `years` after the date's (validity of a W-8: contract.md, section 1). */
export function endOfYearAfter(date: CalendarDate, years: number): CalendarDate {
  return dateOf(civilDay(date).year + years, 12, 31);
}

/** The calendar of one time zone: dates, months and quarters of instants, and the first instants of them. */
export interface Calendar {
  readonly timeZone: string;
  dateAt(at: Instant): CalendarDate;
  monthAt(at: Instant): Month;
  quarterAt(at: Instant): Quarter;
  startOfDate(date: CalendarDate): Instant;
  startOfMonth(month: Month): Instant;
  startOfQuarter(quarter: Quarter): Instant;
  /** The instant with the same local time of day, `months` later (the day clamped). */
  plusMonths(at: Instant, months: number): Instant;
}

/** The calendar of an IANA time zone (RangeError for an unknown one). */
export function calendarOf(timeZone: string): Calendar {
  const offsetAt = offsetsOf(timeZone);
  const dateAt = (at: Instant) => Math.floor((at + offsetAt(at)) / DAY_MS) as CalendarDate;
  const monthAt = (at: Instant) => monthOfDate(dateAt(at));
  const fromLocal = (localMs: number) => instantOfLocal(localMs, offsetAt);
  const startOfDate = (date: CalendarDate) => fromLocal(date * DAY_MS);
  const startOfMonth = (month: Month) => startOfDate(firstDateOfMonth(month));
  return {
    timeZone,
    dateAt,
    monthAt,
    quarterAt: (at) => quarterOfMonth(monthAt(at)),
    startOfDate,
    startOfMonth,
    startOfQuarter: (quarter) => startOfMonth(firstMonthOfQuarter(quarter)),
    plusMonths: (at, months) => {
      const local = at + offsetAt(at);
      const date = Math.floor(local / DAY_MS) as CalendarDate;
      return fromLocal(addMonths(date, months) * DAY_MS + (local - date * DAY_MS));
    },
  };
}

/** The earliest instant that shows the local time, or the first one after a gap that skips it. */
function instantOfLocal(localMs: number, offsetAt: (at: Instant) => number): Instant {
  const before = offsetAt(instant(localMs - DAY_MS));
  const after = offsetAt(instant(localMs + DAY_MS));
  const early = localMs - Math.max(before, after);
  const late = localMs - Math.min(before, after);
  if (early + offsetAt(instant(early)) === localMs) return instant(early);
  if (late + offsetAt(instant(late)) === localMs) return instant(late);
  return firstAfterGap(early, late, offsetAt);
}

/** In a gap the clock jumps over the local time: the jump itself is the first instant at or after it. */
function firstAfterGap(early: number, late: number, offsetAt: (at: Instant) => number): Instant {
  let low = early;
  let high = late;
  const offsetBefore = offsetAt(instant(low));
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (offsetAt(instant(middle)) === offsetBefore) low = middle;
    else high = middle;
  }
  return instant(high);
}

/** Offsets from UTC in milliseconds, remembered per quarter of an hour: no zone changes its offset within one. */
function offsetsOf(timeZone: string): (at: Instant) => number {
  if (timeZone === 'UTC') return () => 0;
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
  const quarterHourMs = 900_000;
  const known = new Map<number, number>();
  return (at) => {
    const slot = Math.floor(at / quarterHourMs);
    let offset = known.get(slot);
    if (offset === undefined) {
      offset = localTimeOf(format, slot * quarterHourMs) - slot * quarterHourMs;
      if (known.size > 100_000) known.clear();
      known.set(slot, offset);
    }
    return offset;
  };
}

function localTimeOf(format: Intl.DateTimeFormat, at: number): number {
  const part: Record<string, number> = {};
  for (const { type, value } of format.formatToParts(at)) part[type] = Number(value);
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = part;
  return Date.UTC(year, month - 1, day, hour, minute, second);
}
