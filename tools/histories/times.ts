import { addMonths, formatDate, parseDate } from '@ledger/kernel/calendar';
import { instant, parseInstant, plusDays, type Instant } from '@ledger/kernel/instant';
import type { Random } from './random';

const MINUTE_MS = 60_000;

/** The instant of a date and a time of day (UTC), for example `at('2026-03-04', '10:15')`. */
export function at(date: string, timeOfDay = '10:00'): Instant {
  const found = parseInstant(`${date}T${timeOfDay}:00Z`);
  if (found === null) throw new Error(`No such time: ${date} ${timeOfDay}`);
  return found;
}

/** A moment of that date at which somebody may have been at work: between 08:00 and 18:00. */
export function duringOfficeHours(date: string, random: Random): Instant {
  return instant(at(date, '08:00') + random.integer(0, 10 * 60 * 60 - 1) * 1000);
}

/** The instant `minutes` later. */
export function plusMinutes(time: Instant, minutes: number): Instant {
  return instant(time + minutes * MINUTE_MS);
}

/** About `days` × 24 h later, give or take a few hours, to the second. */
export function someDaysAfter(time: Instant, days: number, random: Random): Instant {
  return instant(plusDays(time, days) + random.integer(-4 * 3600, 4 * 3600) * 1000);
}

/** The calendar date (UTC) of an instant, as the contract writes it. */
export function dateOf(time: Instant): string {
  return new Date(time).toISOString().slice(0, 10);
}

/** The date `months` calendar months later, the day clamped to the month's end. */
export function monthsLater(date: string, months: number): string {
  const parsed = parseDate(date);
  if (parsed === null) throw new Error(`No such date: ${date}`);
  return formatDate(addMonths(parsed, months));
}

/** The date `days` days later. */
export function daysLater(date: string, days: number): string {
  return dateOf(plusDays(at(date), days));
}
