import { z } from 'zod';
import { parseDate, type CalendarDate } from '@ledger/kernel/calendar';
import { parseInstant, type Instant } from '@ledger/kernel/instant';
import { amountMinor, type AmountMinor } from '@ledger/kernel/money';
import { compareRates, multiplyRates, parseRate, rateOf, type Rate } from '@ledger/kernel/rate';
import { formatPercent } from './format-percent';
import { isTimeZone } from './is-time-zone';

/** The single values of terms: how each is written, and what is said to a reader who wrote something else. */

const PERCENT = /^(\d+(?:\.\d+)?)%$/;
const HUNDREDTH = rateOf('0.01');
const ONE = rateOf('1');

/** A value that `read` understands; otherwise the fault says what would be right. */
function field<T>(read: (value: unknown) => T | null, wanted: (value: unknown) => string) {
  return z.unknown().transform((value, context): T => {
    const result = read(value);
    if (result !== null) return result;
    context.addIssue({ code: 'custom', message: value === undefined ? `is missing: ${wanted(value)}` : wanted(value) });
    return z.NEVER;
  });
}

/** A rate between 0 % and 100 %, always written as a percentage, so that `20` and `0.2` cannot be mistaken for it. */
export const rate = field<Rate>(
  (value) => {
    const percent = typeof value === 'string' ? PERCENT.exec(value) : null;
    const parsed = percent === null ? null : multiplyRates(rateOf(percent[1] as string), HUNDREDTH);
    return parsed !== null && compareRates(parsed, ONE) <= 0 ? parsed : null;
  },
  (value) => {
    const number = typeof value === 'number' ? String(value) : typeof value === 'string' ? value : '';
    const plain = parseRate(number);
    if (plain === null) return 'a rate is a percentage between 0% and 100%, such as 20%';
    const meant = compareRates(plain, ONE) <= 0 ? formatPercent(plain) : `${number}%`;
    return `a rate is written as a percentage between 0% and 100%; did you mean ${meant}?`;
  },
);

const WEB_ADDRESS =
  /^(?:https:\/\/[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?|http:\/\/(?:localhost|127\.0\.0\.1))(?::[1-9]\d{0,4})?(?:\/[\w~%!$&'()*+,;=:@/.-]*)?$/;

/** A page that links may lead to: encrypted, or on this very machine, where something is tried out. */
export const webAddress = field<string>(
  (value) => (typeof value === 'string' && isWebAddress(value) ? value : null),
  () =>
    'write an address such as https://www.example.com/start, with its host in lower case and nothing after its path (http: for localhost and 127.0.0.1 only)',
);

function isWebAddress(text: string): boolean {
  return text.length <= 500 && WEB_ADDRESS.test(text) && !/\/\.{1,2}(?:\/|$)/.test(text);
}

/** A whole number, of something, between two limits. */
export function count(least: number, most: number, unit?: string) {
  return field<number>(
    (value) => (Number.isInteger(value) && Number(value) >= least && Number(value) <= most ? Number(value) : null),
    () => `write a whole number${unit === undefined ? '' : ` of ${unit}`} between ${least} and ${most}`,
  );
}

export const days = (least: number) => count(least, 36_500, 'days');
export const months = count(1, 1200, 'months');

/** A name that the program gives: of a tier, a partner type, a requirement, a promotion, the program itself. */
export const name = field<string>(
  (value) => (typeof value === 'string' && isName(value) ? value : null),
  () => 'write a name of letters, digits, dots, dashes and underscores, at most 64 of them',
);

export function isName(text: string): boolean {
  return /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/.test(text);
}

/** One of a few words. */
export function oneOf<const W extends readonly string[]>(words: W) {
  return field<W[number]>(
    (value) => words.find((word) => word === value) ?? null,
    () => `write ${words.length === 1 ? words[0] : `${words.slice(0, -1).join(', ')} or ${words.at(-1)}`}`,
  );
}

/** What people read: one line, not empty. */
export function text(most: number) {
  return field<string>(
    (value) =>
      typeof value === 'string' &&
      value.trim() === value &&
      value !== '' &&
      value.length <= most &&
      !/\p{Cc}/u.test(value)
        ? value
        : null,
    () => `write a text of one line, at most ${most} characters`,
  );
}

/** A day, such as 2026-12-25. */
export const day = field<string>(
  (value) => (typeof value === 'string' && parseDate(value) !== null ? value : null),
  () => 'write a day, such as 2026-12-25',
);

export const yesOrNo = field<boolean>(
  (value) => (typeof value === 'boolean' ? value : null),
  () => 'write true or false',
);

export const timeZone = field<string>(
  (value) => (typeof value === 'string' && isTimeZone(value) ? value : null),
  () => 'write an IANA time zone, such as UTC or Europe/Berlin',
);

/** From when on: a day (its first instant in the program's time zone) or a time. */
export const effectiveFrom = field<{ date: CalendarDate } | { at: Instant }>(
  (value) => {
    const date = typeof value === 'string' ? parseDate(value) : null;
    if (date !== null) return { date };
    const at = typeof value === 'string' ? parseInstant(value) : null;
    return at === null ? null : { at };
  },
  () => 'write a day, such as 2026-01-01, or a time in UTC, such as 2026-01-01T00:00:00Z',
);

const positiveAmount = field<AmountMinor>(
  (value) => (Number.isSafeInteger(value) && Number(value) > 0 ? amountMinor(Number(value)) : null),
  () => 'write a whole amount above 0 in minor units (20000 for 200.00 EUR); leave a currency without an amount out',
);

/** Amounts by currency, in minor units. */
export const amountsMinor = z.record(
  z.string().regex(/^[A-Z]{3}$/, 'a currency is three capital letters, such as EUR'),
  positiveAmount,
);
