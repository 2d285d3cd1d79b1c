import type { EventType } from './event-types';
import { fieldsOf, type FieldTree } from './field-tree';
import type { PersonalKind } from './field-schemas';

/** Why a value must not enter a stream: it tells about a person, or no schema names its field (`unknown`). */
export type PrivateKind = PersonalKind | 'unknown';

/** One value that was moved out of an event's data, and the place in `data` that it came from. */
export interface PrivateValue {
  readonly path: readonly (string | number)[];
  readonly kind: PrivateKind;
  readonly value: unknown;
}

export interface SplitData {
  /** The data without the values that were moved out; lists keep their entries and order. */
  readonly open: JsonObject;
  readonly moved: readonly PrivateValue[];
}

export type JsonObject = Readonly<Record<string, unknown>>;

/** The personal fields of a type, in the order of its schema; fields of list entries as `credits[].note`. */
export function personalFieldsOf(type: EventType): readonly { readonly field: string; readonly kind: PersonalKind }[] {
  return listPersonal(fieldsOf(type), '');
}

function listPersonal(fields: FieldTree, prefix: string): { field: string; kind: PersonalKind }[] {
  return [...fields].flatMap(([name, field]) => [
    ...(field.personal === null ? [] : [{ field: prefix + name, kind: field.personal }]),
    ...(field.entries === null ? [] : listPersonal(field.entries, `${prefix}${name}[].`)),
  ]);
}

/** The names of the fields that the schema of a type knows, in its order. */
export function knownFieldsOf(type: EventType): readonly string[] {
  return [...fieldsOf(type).keys()];
}

/**
 * Parts the data of an event that fits its schema into what facts may hold and what belongs into the table of
 * personal data (architecture.md, Streams): personal fields, and fields that no schema names, at any depth.
 */
export function splitPrivate(type: EventType, data: JsonObject): SplitData {
  if (isOpen(fieldsOf(type), data)) return { open: data, moved: [] };
  const moved: PrivateValue[] = [];
  const open = openPart(fieldsOf(type), data, [], moved);
  return { open, moved };
}

/** Whether there is nothing to be moved out: so it is with most events, and they need no copy. */
function isOpen(fields: FieldTree, data: JsonObject): boolean {
  for (const name of Object.keys(data)) {
    const field = fields.get(name);
    if (field === undefined || field.personal !== null) return false;
    const { entries } = field;
    if (entries !== null && !(data[name] as readonly JsonObject[]).every((entry) => isOpen(entries, entry)))
      return false;
  }
  return true;
}

function openPart(
  fields: FieldTree,
  data: JsonObject,
  path: readonly (string | number)[],
  moved: PrivateValue[],
): JsonObject {
  const open: [string, unknown][] = [];
  for (const [name, value] of Object.entries(data)) {
    const field = fields.get(name);
    const kind = field === undefined ? 'unknown' : field.personal;
    const here = [...path, name];
    if (kind !== null) moved.push({ path: here, kind, value });
    else open.push([name, field?.entries ? openEntries(field.entries, value, here, moved) : value]);
  }
  return Object.fromEntries(open);
}

function openEntries(
  fields: FieldTree,
  list: unknown,
  path: readonly (string | number)[],
  moved: PrivateValue[],
): readonly JsonObject[] {
  return (list as readonly JsonObject[]).map((entry, index) => openPart(fields, entry, [...path, index], moved));
}

/** Puts values back to where they came from: the inverse of `splitPrivate`, up to the order of the keys. */
export function joinPrivate(open: JsonObject, moved: readonly PrivateValue[]): JsonObject {
  return moved.reduce((data, { path, value }) => withValue(data, path, value) as JsonObject, open);
}

function withValue(at: unknown, path: readonly (string | number)[], value: unknown): unknown {
  const [key, ...rest] = path;
  if (key === undefined) return value;
  if (typeof key === 'number')
    return (at as readonly unknown[]).map((entry, index) => (index === key ? withValue(entry, rest, value) : entry));
  const fields = Object.entries(at as JsonObject);
  const inner = withValue((at as JsonObject)[key], rest, value);
  return Object.fromEntries([...fields.filter(([name]) => name !== key), [key, inner]]);
}
