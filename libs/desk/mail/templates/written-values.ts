import { writeAmount, writeValue } from '@ledger/explain/write-value';
import { parseInstant } from '@ledger/kernel/instant';
import type { MailLocale } from '../mail-templates';
import { cleanLine, cleanText } from './clean-value';

/** The values of a mail as they are kept. */
export type KeptValues = Readonly<Record<string, unknown>>;

/** What stands for a placeholder: a line, lines, or a link; null: nothing is there. */
export type WrittenValue =
  { readonly kind: 'line' | 'lines'; readonly text: string } | { readonly kind: 'link'; readonly url: string };

const DAYS: ReadonlySet<string> = new Set(['expiresOn', 'effectiveFrom', 'knownSince']);
const DAY = /^\d{4}-\d{2}-\d{2}$/;
const MONTH = /^(\d{4})-(\d{2})$/;
const PATH = /^\/(?!\/)/;

/** A value as a mail in a language has it: cleaned of whatever would be more than a text; null: it is not there. */
export function writtenValue(
  name: string,
  values: KeptValues,
  { locale, program, baseUrl }: { readonly locale: MailLocale; readonly program: string; readonly baseUrl: string },
): WrittenValue | null {
  if (name === 'program') return line(program);
  if (name === 'amount') return amount(values, locale);
  const value = values[name];
  if (name === 'path') return link(value, baseUrl);
  if (typeof value === 'number') return line(String(value));
  if (Array.isArray(value)) return list(value);
  if (typeof value !== 'string' || value.trim() === '') return null;
  if (name === 'reason') return { kind: 'lines', text: cleanText(value) };
  return line(inLanguage(name, value, locale));
}

function inLanguage(name: string, value: string, locale: MailLocale): string {
  if (DAYS.has(name) && DAY.test(value)) return writeValue({ date: value }, locale);
  if (name === 'month' && locale === 'de') return value.replace(MONTH, '$2/$1');
  const at = name === 'answerBy' ? parseInstant(value) : null;
  return at === null ? value : writeValue({ at }, locale);
}

function amount({ amountMinor, currency }: KeptValues, locale: MailLocale): WrittenValue | null {
  if (typeof amountMinor !== 'string' || typeof currency !== 'string' || !/^-?\d+$/.test(amountMinor)) return null;
  return line(`${writeAmount(BigInt(amountMinor), currency, locale)} ${currency}`);
}

/** Of the ledger's own address only. */
function link(path: unknown, baseUrl: string): WrittenValue | null {
  if (typeof path !== 'string' || !PATH.test(path)) return null;
  const base = new URL(baseUrl);
  const url = new URL(path, base);
  return url.origin === base.origin ? { kind: 'link', url: url.href } : null;
}

function list(values: readonly unknown[]): WrittenValue | null {
  const items = values.filter((value): value is string => typeof value === 'string' && value.trim() !== '');
  return items.length === 0 ? null : { kind: 'lines', text: items.map((item) => `- ${cleanLine(item)}`).join('\n') };
}

function line(text: string): WrittenValue | null {
  const clean = cleanLine(text);
  return clean === '' ? null : { kind: 'line', text: clean };
}
