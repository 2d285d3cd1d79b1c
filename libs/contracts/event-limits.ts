import type { Problem } from './describe-issue';
import { ENVELOPE_SCHEMA } from './envelope-schema';
import { isEventType } from './event-types';
import { fieldsOf, type FieldTree } from './field-tree';
import { fitsId } from './id-text';
import { isJsonObject, type JsonObject } from './json-object';
import { jsonText, utf8Bytes } from './json-text';
import { UNNAMED_FIELDS } from './personal-fields';
import { isPseudonym } from './pseudonyms';

/** How much an event may be (contract.md, section 1); the same at every door. */
export const EVENT_LIMITS = {
  /** Of the event as compact JSON in UTF-8. */
  bytes: 786_432,
  linesOfInvoice: 10_000,
  fieldsOfObject: 1_000,
  /** Objects and lists within each other; the event is the first. */
  levels: 64,
} as const;

const TOO_LARGE = `more than ${EVENT_LIMITS.bytes} bytes as compact JSON`;
const TOO_MANY_LINES = `more than ${EVENT_LIMITS.linesOfInvoice} lines`;
const TOO_MANY_FIELDS = `more than ${EVENT_LIMITS.fieldsOfObject} fields in an object`;
const TOO_DEEP = `more than ${EVENT_LIMITS.levels} levels of objects and lists`;
const TOO_GREAT = 'a number that no double can hold';

/**
 * Says which limit an arriving event exceeds; null: none. Fields that no schema names are not named here either: the
 * path ends before them. Only for arrivals: what is recorded is never measured again.
 */
export function exceededLimit(event: JsonObject): Problem | null {
  if (boundOf(event, 1) <= EVENT_LIMITS.bytes) return tooManyLines(event);
  if (isTooLarge(event)) return problem('', TOO_LARGE);
  return tooManyLines(event) ?? exceededWithin(event, { path: '', level: 1, fields: ENVELOPE_FIELDS, event });
}

/**
 * What a door passes on in place of an event that is too large: what can be read of who it is, and text beyond the
 * limit, which packs to next to nothing. It is refused in the same words as the event. Any other value as it is.
 */
export function withoutExcess(value: unknown): unknown {
  if (!isJsonObject(value)) return value;
  if (boundOf(value, 1) <= EVENT_LIMITS.bytes || !isTooLarge(value)) return value;
  return { ...readableNames(value), data: 'x'.repeat(EVENT_LIMITS.bytes) };
}

/**
 * The least event that exceeds the limit that `event` exceeds, at the same place: it is refused in the same words, and
 * holds nothing else of it. `null`: the event exceeds none.
 */
export function leastExcess(event: JsonObject): JsonObject | null {
  const exceeded = exceededLimit(event);
  if (exceeded === null) return null;
  const { path, detail } = exceeded;
  if (detail.endsWith(TOO_LARGE)) return withoutExcess(event) as JsonObject;
  const names = readableNames(event);
  if (detail.endsWith(TOO_MANY_LINES))
    return { ...names, data: { lines: Array(EVENT_LIMITS.linesOfInvoice + 1).fill(0) } };
  const excess = detail.endsWith(TOO_MANY_FIELDS) ? MANY_FIELDS : detail.endsWith(TOO_DEEP) ? DEEP : Infinity;
  if (path !== '') return { ...names, ...(placed(path.match(/[^.[\]]+/g) ?? [], excess) as JsonObject) };
  return excess === MANY_FIELDS ? { ...MANY_FIELDS, ...names } : { ...names, [UNNAMED_FIELDS]: excess };
}

const MANY_FIELDS: JsonObject = Object.fromEntries(
  Array.from({ length: EVENT_LIMITS.fieldsOfObject + 1 }, (_, index) => [`x${index}`, 0]),
);
const DEEP: JsonObject = Array.from({ length: EVENT_LIMITS.levels }).reduce<JsonObject>((inner) => ({ x: inner }), {});

/** A value at a place: `['data', 'lines', '2']` → `{ data: { lines: [0, 0, value] } }`. */
function placed([step, ...rest]: readonly string[], value: unknown): unknown {
  if (step === undefined) return value;
  const inner = placed(rest, value);
  return /^\d+$/.test(step) ? [...Array<number>(Number(step)).fill(0), inner] : { [step]: inner };
}

/** The attributes by which a row of rejected events names an event that exceeds a limit, where they are ids. */
export function readableNames(event: JsonObject): Partial<Record<'program' | 'source' | 'id' | 'type', string>> {
  const names = ['program', 'source', 'id', 'type'] as const;
  return Object.fromEntries(
    names.flatMap((name) => {
      const value = event[name];
      return typeof value === 'string' && fitsId(value) ? [[name, value]] : [];
    }),
  );
}

/** What an export added is not counted: a clock, and what pseudonyms are longer than the shortest text. */
function isTooLarge({ clock: _clock, ...event }: JsonObject): boolean {
  const bytes = utf8Bytes(jsonText(event));
  return bytes > EVENT_LIMITS.bytes && bytes - bytesOfPseudonyms(event, 1) > EVENT_LIMITS.bytes;
}

function bytesOfPseudonyms(value: unknown, level: number): number {
  if (typeof value === 'string') return isPseudonym(value) ? value.length : 0;
  if (typeof value !== 'object' || value === null || level > EVENT_LIMITS.levels) return 0;
  let bytes = 0;
  for (const inner of Object.values(value)) bytes += bytesOfPseudonyms(inner, level + 1);
  return bytes;
}

function tooManyLines({ type, data }: JsonObject): Problem | null {
  if (type !== 'invoice.paid' && type !== 'invoice.issued') return null;
  const lines: unknown = typeof data === 'object' && data !== null && 'lines' in data ? data.lines : null;
  return Array.isArray(lines) && lines.length > EVENT_LIMITS.linesOfInvoice
    ? problem('data.lines', TOO_MANY_LINES)
    : null;
}

function problem(path: string, explanation: string): Problem {
  return { path, detail: path === '' ? explanation : `${path}: ${explanation}` };
}

/** No character, escaped, takes more bytes for each of its UTF-16 units. */
const BYTES_PER_UNIT = 6;
const BYTES_OF_NUMBER = 25;

/** No fewer bytes than the value has as compact JSON; Infinity where it exceeds another limit. Stops at the deepest level. */
function boundOf(value: unknown, level: number): number {
  if (typeof value === 'string') return BYTES_PER_UNIT * value.length + 3;
  if (typeof value === 'number') return Number.isFinite(value) ? BYTES_OF_NUMBER : Infinity;
  if (typeof value !== 'object' || value === null) return 6;
  if (level > EVENT_LIMITS.levels) return Infinity;
  let bytes = 3;
  if (Array.isArray(value)) {
    for (const item of value) bytes += boundOf(item, level + 1);
    return bytes;
  }
  const keys = Object.keys(value);
  if (keys.length > EVENT_LIMITS.fieldsOfObject) return Infinity;
  for (const key of keys) {
    bytes += BYTES_PER_UNIT * key.length + 3 + boundOf((value as JsonObject)[key], level + 1);
  }
  return bytes;
}

const ENVELOPE_FIELDS: ReadonlySet<string> = new Set(Object.keys(ENVELOPE_SCHEMA.shape));

interface Place {
  readonly path: string;
  readonly level: number;
  /** The names that a schema knows here; null: none. */
  readonly fields: ReadonlySet<string> | FieldTree | null;
  readonly event: JsonObject;
}

/** The first place, in the order of the text, at which a limit is exceeded. */
function exceededWithin(value: unknown, place: Place): Problem | null {
  const { path, level } = place;
  if (typeof value === 'number') return Number.isFinite(value) ? null : problem(path, TOO_GREAT);
  if (typeof value !== 'object' || value === null) return null;
  if (level > EVENT_LIMITS.levels) return problem(path, TOO_DEEP);
  if (Array.isArray(value)) return exceededInList(value, place);
  const entries = Object.entries(value);
  if (entries.length > EVENT_LIMITS.fieldsOfObject) return problem(path, TOO_MANY_FIELDS);
  for (const [name, inner] of entries) {
    const found = exceededWithin(inner, placeOfField(place, name));
    if (found !== null) return found;
  }
  return null;
}

function exceededInList(list: readonly unknown[], place: Place): Problem | null {
  for (const [index, item] of list.entries()) {
    const path = place.fields === null ? place.path : `${place.path}[${index}]`;
    const found = exceededWithin(item, { ...place, path, level: place.level + 1 });
    if (found !== null) return found;
  }
  return null;
}

function placeOfField({ path, level, fields, event }: Place, name: string): Place {
  if (fields?.has(name) !== true) return { path, level: level + 1, fields: null, event };
  const inner = path === '' ? name : `${path}.${name}`;
  return { path: inner, level: level + 1, fields: namesWithin(fields, name, path, event), event };
}

function namesWithin(fields: ReadonlySet<string> | FieldTree, name: string, path: string, { type }: JsonObject) {
  if (fields instanceof Map) return (fields as FieldTree).get(name)?.entries ?? null;
  return path === '' && name === 'data' && typeof type === 'string' && isEventType(type) ? fieldsOf(type) : null;
}
