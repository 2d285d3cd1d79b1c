import { formatDate, calendarOf } from '@ledger/kernel/calendar';
import type { TermsChange, TermsValue } from './changes-of-terms';
import type { Terms } from './terms';

const FOR_WHOM = { all: 'for all', 'new-partners': 'for new partners', 'new-customers': 'for new customers' } as const;

/** A change in words, such as `earnings, rates, subscription, rate: 10% becomes 12%`. */
export function describeChange({ path, before, after }: TermsChange): string {
  const place = placeOf(path);
  if (before === null) return `${place}: ${inWords(after)} is new`;
  if (after === null) return `${place}: ${inWords(before)} is gone`;
  return `${place}: ${inWords(before)} becomes ${inWords(after)}`;
}

/** A version in words, such as `plixo version 2 (for all, from 2026-07-01 on)`. */
export function describeVersion({ program, version, appliesTo, effectiveFrom, timeZone }: Terms): string {
  const from = formatDate(calendarOf(timeZone).dateAt(effectiveFrom));
  return `${program} version ${version} (${FOR_WHOM[appliesTo]}, from ${from} on)`;
}

/** Key by key; the names of entries stand as they are. */
function placeOf(path: string): string {
  const steps = [...path.matchAll(/\[([^\]]*)\]|[^.[\]]+/g)].map(([step, name]) => name ?? keyInWords(step));
  return steps.filter((step) => step !== '').join(', ');
}

/** `clickWindowDays` → `click window days`. */
function keyInWords(key: string): string {
  if (/^[A-Z]+$/.test(key)) return key;
  return key.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`).replace(/ minor$/, ' in minor units');
}

function inWords(value: TermsValue | null): string {
  if (value === null) return 'nothing';
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (typeof value !== 'object') return String(value);
  if (Array.isArray(value))
    return value.length === 0 ? 'nothing' : value.map((each: TermsValue) => entry(each)).join('; ');
  return Object.entries(value)
    .map(([key, each]) => `${keyInWords(key)} ${inWords(each)}`)
    .join(', ');
}

function entry(value: TermsValue): string {
  return typeof value === 'object' ? `(${inWords(value)})` : inWords(value);
}
