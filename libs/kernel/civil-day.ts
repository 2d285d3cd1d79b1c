/**
 * The proleptic Gregorian calendar by arithmetic alone: days are counted from 1970-01-01, months from 1 to 12. (After
 * Howard Hinnant, "chrono-compatible low-level date algorithms".) `Date` can do the same, at ten times the cost.
 */

/** Days of a cycle of 400 years, after which the calendar repeats itself. */
const DAYS_OF_ERA = 146_097;
/** From 0000-03-01 to 1970-01-01. */
const DAYS_TO_EPOCH = 719_468;

export interface CivilDay {
  readonly year: number;
  readonly month: number;
  readonly day: number;
}

/** The count of a day; a `day` that the month does not have counts on into the next one. */
export function dayNumber(year: number, month: number, day: number): number {
  // Counted from March, a year ends with its leap day.
  const marchYear = month <= 2 ? year - 1 : year;
  const era = Math.floor(marchYear / 400);
  const yearOfEra = marchYear - era * 400;
  const dayOfYear = Math.floor((153 * (month <= 2 ? month + 9 : month - 3) + 2) / 5) + day - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * DAYS_OF_ERA + dayOfEra - DAYS_TO_EPOCH;
}

/** The inverse of `dayNumber`. */
export function civilDay(count: number): CivilDay {
  const fromMarch = count + DAYS_TO_EPOCH;
  const era = Math.floor(fromMarch / DAYS_OF_ERA);
  const dayOfEra = fromMarch - era * DAYS_OF_ERA;
  const leapDays = Math.floor(dayOfEra / 1460) - Math.floor(dayOfEra / 36_524) + Math.floor(dayOfEra / 146_096);
  const yearOfEra = Math.floor((dayOfEra - leapDays) / 365);
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const marchMonth = Math.floor((5 * dayOfYear + 2) / 153);
  const month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9;
  const year = era * 400 + yearOfEra + (month <= 2 ? 1 : 0);
  return { year, month, day: dayOfYear - Math.floor((153 * marchMonth + 2) / 5) + 1 };
}

/** Whether there is such a day. */
export function isCivilDay(year: number, month: number, day: number): boolean {
  return month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth(year, month);
}

function daysInMonth(year: number, month: number): number {
  if (month === 2) return isLeapYear(year) ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

function isLeapYear(year: number): boolean {
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
}
