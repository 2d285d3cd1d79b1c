import type { EventType } from './event-types';
import { fieldsOf, type FieldTree } from './field-tree';
import type { PersonalKind } from './field-schemas';
import type { JsonObject } from './json-object';

/** The field under which everything stands that no schema names, names included: what they are is not to be seen. */
export const UNNAMED_FIELDS = 'unknown';

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

/** What stands in place of private values; each answers what to put there. */
export interface Replacements {
  /** For the value of a personal field. */
  readonly personal: (value: unknown, kind: PersonalKind) => unknown;
  /** For all fields of an object that no schema names, together. */
  readonly unnamed: (fields: JsonObject) => unknown;
}

/**
 * The data of an event that fits its schema as facts may hold it: personal values are replaced, and so are the fields
 * that no schema names, at any depth. One pass, whatever there is to replace; the data itself where there is nothing.
 */
export function withoutPrivate(type: EventType, data: JsonObject, replacements: Replacements): JsonObject {
  return isOpen(fieldsOf(type), data) ? data : openPart(fieldsOf(type), data, replacements);
}

/** Whether data of a type has fields, at any depth, that no schema names. */
export function hasUnnamed(type: EventType, data: JsonObject): boolean {
  return isUnnamedIn(fieldsOf(type), data);
}

function isUnnamedIn(fields: FieldTree, data: JsonObject): boolean {
  return Object.keys(data).some((name) => {
    const field = fields.get(name);
    if (field === undefined) return true;
    const { entries } = field;
    return entries !== null && (data[name] as readonly JsonObject[]).some((entry) => isUnnamedIn(entries, entry));
  });
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

function openPart(fields: FieldTree, data: JsonObject, replacements: Replacements): JsonObject {
  const open: [string, unknown][] = [];
  const unnamed: [string, unknown][] = [];
  for (const [name, value] of Object.entries(data)) {
    const field = fields.get(name);
    if (field === undefined) unnamed.push([name, value]);
    else if (field.personal !== null) open.push([name, replacements.personal(value, field.personal)]);
    else open.push([name, field.entries === null ? value : openEntries(field.entries, value, replacements)]);
  }
  if (unnamed.length > 0) open.push([UNNAMED_FIELDS, replacements.unnamed(Object.fromEntries(unnamed))]);
  return Object.fromEntries(open);
}

function openEntries(fields: FieldTree, list: unknown, replacements: Replacements): readonly JsonObject[] {
  return (list as readonly JsonObject[]).map((entry) => openPart(fields, entry, replacements));
}
