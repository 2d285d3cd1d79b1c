import type { z } from 'zod';
import type { EventOf } from '@ledger/contracts/events';
import { comparableJson } from '@ledger/contracts/same-content';
import { showText } from '@ledger/contracts/show-text';
import { calendarOf, parseDate } from '@ledger/kernel/calendar';
import { formatInstant } from '@ledger/kernel/instant';
import { termsToJson } from './describe-terms-canonical';
import { documentOfTerms } from './document-of-terms';
import { isTimeZone } from './is-time-zone';
import { readDocument } from './read-document';
import type { Terms } from './terms';
import { formatTermsPath, type TermsPath } from './terms-error';
import { termsJsonSchema } from './terms-json-schema';

/** A message that lists names of the terms may be as long as they are many. */
const MAX_MESSAGE_CHARACTERS = 256;

export type ReadTerms =
  | { readonly ok: true; readonly terms: Terms }
  /** What is wrong and where, in one line. */
  | { readonly ok: false; readonly detail: string };

/** What an event was read as. The gate and each stage ask for it, once each, and it takes milliseconds. */
const readBefore = new WeakMap<EventOf<'terms.published'>, ReadTerms>();

/**
 * The terms in a `terms.published` event. Which version they are, from when on and for whom, the event's own fields say;
 * what `terms` says of it is not read.
 */
export function readPublication(event: EventOf<'terms.published'>): ReadTerms {
  const known = readBefore.get(event);
  if (known !== undefined) return known;
  const read = readAnew(event);
  readBefore.set(event, read);
  return read;
}

function readAnew({ program, data }: EventOf<'terms.published'>): ReadTerms {
  const { version, effectiveFrom, appliesTo, terms } = data;
  const timeZone = terms['timeZone'];
  if (typeof timeZone !== 'string' || !isTimeZone(timeZone)) return wrong('timeZone', timeZone);
  if (terms['program'] !== program) return wrong('program', terms['program']);
  const date = parseDate(effectiveFrom);
  if (date === null) return wrong('effectiveFrom', effectiveFrom);
  const from = formatInstant(calendarOf(timeZone).startOfDate(date));
  const parsed = termsJsonSchema.safeParse({ ...terms, version, effectiveFrom: from, appliesTo });
  if (parsed.success) return checked(parsed.data);
  const [issue] = parsed.error.issues;
  return { ok: false, detail: detailOf((issue?.path ?? []) as TermsPath, issue === undefined ? '' : messageOf(issue)) };
}

/** Of keys that nothing is known by, only the first is repeated: there may be as many as were typed. */
function messageOf(issue: z.core.$ZodIssue): string {
  if (issue.code !== 'unrecognized_keys') return issue.message;
  return `Unrecognized key: "${showText(issue.keys[0] ?? '')}"`;
}

/** What a file with these terms would be refused for is wrong with them here. */
function checked(terms: Terms): ReadTerms {
  const read = readDocument(documentOfTerms(terms));
  if (!read.ok) return { ok: false, detail: detailOf(read.faults[0]?.path ?? [], read.faults[0]?.message ?? '') };
  const [given, understood] = [terms, read.terms].map((each) => comparableJson(termsToJson(each)));
  if (given === understood) return { ok: true, terms };
  const message = 'the entries of a list are not in the order: by tier, by partner type, for all; each once';
  return { ok: false, detail: detailOf([], message) };
}

/** The sentence stands whole; what was typed, keys of the path and what a message repeats, is cut. */
function detailOf(path: TermsPath, message: string): string {
  const shown = path.map((step) => (typeof step === 'number' ? step : showText(step)));
  return `${formatTermsPath(['data', 'terms', ...shown])}: ${showText(message, MAX_MESSAGE_CHARACTERS)}`;
}

/** The terms that an accepted event published. Throws RangeError for what the gate would have refused. */
export function termsOfPublication(event: EventOf<'terms.published'>): Terms {
  const read = readPublication(event);
  if (!read.ok) throw new RangeError(`terms of ${event.program} were accepted that cannot be read: ${read.detail}`);
  return read.terms;
}

function wrong(field: string, found: unknown): ReadTerms {
  const shown = typeof found === 'string' ? `'${showText(found)}'` : found === undefined ? 'missing' : typeof found;
  return { ok: false, detail: `data.terms.${field}: ${shown}` };
}
