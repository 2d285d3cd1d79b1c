import type { EventOf } from '@ledger/contracts/events';
import { showText } from '@ledger/contracts/show-text';
import { calendarOf, parseDate } from '@ledger/kernel/calendar';
import { formatInstant } from '@ledger/kernel/instant';
import { isTimeZone } from './is-time-zone';
import type { Terms } from './terms';
import { termsJsonSchema } from './terms-json-schema';

export type ReadTerms =
  | { readonly ok: true; readonly terms: Terms }
  /** What is wrong and where, in one line. */
  | { readonly ok: false; readonly detail: string };

/**
 * The terms in a `terms.published` event. Which version they are, from when on and for whom, the event's own fields say;
 * what `terms` says of it is not read.
 */
export function readPublication({ program, data }: EventOf<'terms.published'>): ReadTerms {
  const { version, effectiveFrom, appliesTo, terms } = data;
  const timeZone = terms['timeZone'];
  if (typeof timeZone !== 'string' || !isTimeZone(timeZone)) return wrong('timeZone', timeZone);
  if (terms['program'] !== program) return wrong('program', terms['program']);
  const date = parseDate(effectiveFrom);
  if (date === null) return wrong('effectiveFrom', effectiveFrom);
  const from = formatInstant(calendarOf(timeZone).startOfDate(date));
  const parsed = termsJsonSchema.safeParse({ ...terms, version, effectiveFrom: from, appliesTo });
  if (parsed.success) return { ok: true, terms: parsed.data };
  const [issue] = parsed.error.issues;
  return { ok: false, detail: `terms.${issue?.path.join('.') ?? ''}: ${showText(issue?.message ?? '')}` };
}

/** The terms that an accepted event published. Throws RangeError for what the gate would have refused. */
export function termsOfPublication(event: EventOf<'terms.published'>): Terms {
  const read = readPublication(event);
  if (!read.ok) throw new RangeError(`terms of ${event.program} were accepted that cannot be read: ${read.detail}`);
  return read.terms;
}

function wrong(field: string, found: unknown): ReadTerms {
  const shown = typeof found === 'string' ? `'${showText(found)}'` : found === undefined ? 'missing' : typeof found;
  return { ok: false, detail: `terms.${field}: ${shown}` };
}
