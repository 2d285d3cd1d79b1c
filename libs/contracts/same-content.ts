import { compareCodePoints } from '@ledger/kernel/code-point-order';
import { isJsonMediaType } from './binary-mode';

/**
 * A JSON value as the text by which values are compared: no white space, keys in code-point order, numbers as JSON writes
 * them. Two values are the same JSON value exactly if these texts are equal. Its digests are in the log, as are those of
 * the event store's `canonicalJson`, which has keys in another order: neither can take the other's place. Throws TypeError
 * for what is no JSON value (undefined, a bigint, NaN).
 */
export function comparableJson(value: unknown): string {
  // The engine's own writer is several times as fast as putting the text together here.
  const ordered = isInOrder(value) ? value : inOrder(value);
  return isInOrder(ordered) ? JSON.stringify(ordered) : textOf(value);
}

/**
 * The same JSON value with its keys in order at every depth, as far as an object can keep them so: array indexes come
 * first whatever is done.
 */
export function inOrder<T>(value: T): T {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(inOrder) as T;
  const object = value as Readonly<Record<string, unknown>>;
  const copy: Record<string, unknown> = {};
  for (const key of sortedKeys(object)) {
    const property = inOrder(object[key]);
    // An assignment would set the prototype, and the property would be gone.
    if (key === '__proto__') Object.defineProperty(copy, key, { value: property, enumerable: true });
    else copy[key] = property;
  }
  return copy as T;
}

/** Up to so many are put in order here: the engine's sort is slower for few, and makes copies. */
const FEW_KEYS = 16;

/** The keys of an object by UTF-16 code units. */
function sortedKeys(object: object): string[] {
  const keys = Object.keys(object);
  if (keys.length > FEW_KEYS) return keys.sort();
  for (let next = 1; next < keys.length; next++) {
    const key = keys[next] as string;
    let index = next;
    for (; index > 0 && (keys[index - 1] as string) > key; index--) keys[index] = keys[index - 1] as string;
    keys[index] = key;
  }
  return keys;
}

/** Whether the engine would write the value canonically as it is; what is no JSON value is not in order. */
function isInOrder(value: unknown): boolean {
  switch (typeof value) {
    case 'string':
    case 'boolean':
      return true;
    case 'number':
      return Number.isFinite(value);
    case 'object':
      if (value === null) return true;
      return Array.isArray(value) ? value.every(isInOrder) : arePropertiesInOrder(value);
    default:
      return false;
  }
}

function arePropertiesInOrder(object: object): boolean {
  let before: string | null = null;
  for (const key of Object.keys(object)) {
    if (before !== null && compareCodePoints(before, key) >= 0) return false;
    if (!isInOrder((object as Readonly<Record<string, unknown>>)[key])) return false;
    before = key;
  }
  return true;
}

/** The canonical text, put together piece by piece: for keys that no object keeps in code-point order. */
function textOf(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(textOf).join(',')}]`;
  if (typeof value === 'object' && value !== null) return textOfObject(value as Readonly<Record<string, unknown>>);
  if (typeof value === 'number' && !Number.isFinite(value)) throw new TypeError(`no JSON number: ${value}`);
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' || value === null) {
    return JSON.stringify(value);
  }
  throw new TypeError(`no JSON value: ${typeof value}`);
}

function textOfObject(object: Readonly<Record<string, unknown>>): string {
  const keys = Object.keys(object)
    .filter((key) => object[key] !== undefined)
    .sort(compareCodePoints);
  return `{${keys.map((key) => `${JSON.stringify(key)}:${textOf(object[key])}`).join(',')}}`;
}

/**
 * The content by which a repeated (`source`, `id`) is recognised as the same event or refused as `id_reused`
 * (contract.md, section 1): the whole event but for what says nothing of it. That is the extension `clock`, which tells
 * when it was recorded; attributes that are null, which for CloudEvents are not there; and that its data is JSON.
 */
export function contentOf(event: Readonly<Record<string, unknown>>): string {
  const names = Object.keys(event);
  if (!names.some((name) => saysNothing(name, event[name]))) return comparableJson(event);
  return comparableJson(
    Object.fromEntries(names.filter((name) => !saysNothing(name, event[name])).map((name) => [name, event[name]])),
  );
}

/** Whether an attribute says nothing of an event: what counts is the rest. */
export function saysNothing(name: string, value: unknown): boolean {
  if (name === 'clock' || value === null) return true;
  return name === 'datacontenttype' && typeof value === 'string' && isJsonMediaType(value);
}
