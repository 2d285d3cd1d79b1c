import { dayNumber, isCivilDay } from './civil-day';

/** A moment: whole milliseconds since 1970-01-01T00:00:00Z. */
export type Instant = number & { readonly __brand: 'Instant' };

export const DAY_MS = 86_400_000;

const RFC3339_UTC = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d{1,9})?(?:Z|\+00:00)$/;
const SECONDS_END = 'YYYY-MM-DDTHH:MM:SS'.length;
const DIGIT_ZERO = 48;
/** Digits behind the point that count: milliseconds. */
const COUNTED_DECIMALS = 3;

/** Marks a count of milliseconds since the epoch as an instant. */
export function instant(epochMs: number): Instant {
  return epochMs as Instant;
}

/**
 * Reads an RFC 3339 time in UTC (`Z` or `+00:00`, contract.md, section 1). Of up to nine decimals three
 * count; the rest is cut off.
 * Answers null for anything else, a day or hour that does not exist included.
 */
export function parseInstant(text: string): Instant | null {
  if (!RFC3339_UTC.test(text)) return null;
  const [year, month, day] = [numberAt(text, 0, 4), numberAt(text, 5, 2), numberAt(text, 8, 2)];
  const [hour, minute, second] = [numberAt(text, 11, 2), numberAt(text, 14, 2), numberAt(text, 17, 2)];
  if (!isCivilDay(year, month, day) || hour > 23 || minute > 59 || second > 59) return null;
  const secondOfDay = (hour * 60 + minute) * 60 + second;
  return instant(dayNumber(year, month, day) * DAY_MS + secondOfDay * 1000 + millisecondOf(text));
}

/** The same, or a day alone, which begins at 00:00 UTC: what people ask for. */
export function parseInstantOrDay(text: string): Instant | null {
  return parseInstant(/^\d{4}-\d{2}-\d{2}$/.test(text) ? `${text}T00:00:00Z` : text);
}

/** The number that so many digits write. */
function numberAt(text: string, from: number, digits: number): number {
  let value = 0;
  for (let index = from; index < from + digits; index++) value = value * 10 + text.charCodeAt(index) - DIGIT_ZERO;
  return value;
}

function millisecondOf(text: string): number {
  if (text[SECONDS_END] !== '.') return 0;
  const written = text.length - SECONDS_END - 1 - (text.endsWith('Z') ? 1 : 6);
  const decimals = Math.min(written, COUNTED_DECIMALS);
  return numberAt(text, SECONDS_END + 1, decimals) * 10 ** (COUNTED_DECIMALS - decimals);
}

/** Days as they are written, by number: many times are of the same few. */
const DAY_TEXTS = new Map<number, string>();
const REMEMBERED_DAYS = 4_096;

/** Writes an instant as `YYYY-MM-DDTHH:MM:SS.mmmZ` (contract.md, section 2). */
export function formatInstant(at: Instant): string {
  const number = Math.floor(at / DAY_MS);
  const ms = at - number * DAY_MS;
  const seconds = Math.floor(ms / 1000);
  const minutes = Math.floor(seconds / 60);
  const time = `${padded(Math.floor(minutes / 60))}:${padded(minutes % 60)}:${padded(seconds % 60)}`;
  const millisecond = ms % 1000;
  return `${dayText(number)}${time}.${millisecond < 100 ? '0' : ''}${padded(millisecond)}Z`;
}

/** `YYYY-MM-DDT` of a day. */
function dayText(number: number): string {
  let text = DAY_TEXTS.get(number);
  if (text === undefined) {
    text = new Date(number * DAY_MS).toISOString().slice(0, -'00:00:00.000Z'.length);
    if (DAY_TEXTS.size >= REMEMBERED_DAYS) DAY_TEXTS.clear();
    DAY_TEXTS.set(number, text);
  }
  return text;
}

function padded(value: number): string {
  return value < 10 ? `0${value}` : String(value);
}

/** The instant `days` × 24 hours later (days in windows are 24 hours: programs.md, section 0). */
export function plusDays(at: Instant, days: number): Instant {
  return instant(at + days * DAY_MS);
}
