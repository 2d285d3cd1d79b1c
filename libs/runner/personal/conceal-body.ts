import { z } from 'zod';
import { leastExcess } from '@ledger/contracts/event-limits';
import { DATA_SCHEMAS } from '@ledger/contracts/event-schemas';
import { isEventType, type EventType } from '@ledger/contracts/event-types';
import { fieldsOf, type Field, type FieldTree } from '@ledger/contracts/field-tree';
import { MAX_ID_CHARACTERS } from '@ledger/contracts/id-text';
import { isJsonObject, type JsonObject } from '@ledger/contracts/json-object';
import { UNNAMED_FIELDS } from '@ledger/contracts/personal-fields';
import { OPEN_ATTRIBUTES, type PersonalDataConcealer } from './conceal-personal-data';

/** One character more than an id may have: what is too long stays too long, and shows as much of itself. */
const KEPT_CHARACTERS = MAX_ID_CHARACTERS + 1;
/** By these a row of rejected events names its event, as they came. */
const NAMES: ReadonlySet<string> = new Set(['id', 'source', 'type', 'program']);

/**
 * A body that was refused, as it may be shown: without personal values and whatever no schema names, and refused in the
 * same words as the body itself. What is not personal stays as it came, in its order.
 */
export function concealedBody(body: unknown, concealer: PersonalDataConcealer): unknown {
  if (!isJsonObject(body)) return concealer.concealBody(body).ref;
  const excess = leastExcess(body);
  if (excess !== null) return excess;
  const type = typeof body['type'] === 'string' && isEventType(body['type']) ? body['type'] : null;
  const entries = Object.entries(body).filter(([, value]) => value !== null);
  const open = Object.entries(body)
    .filter(([name]) => OPEN_ATTRIBUTES.has(name))
    .map(([name, value]): [string, unknown] => [
      name,
      name === 'data' ? concealedData(type, value, concealer) : scalar(value, NAMES.has(name)),
    ]);
  const others = entries.filter(([name]) => !OPEN_ATTRIBUTES.has(name));
  return withUnnamed(open, Object.fromEntries(others), concealer);
}

function concealedData(type: EventType | null, data: unknown, concealer: PersonalDataConcealer): unknown {
  if (!isJsonObject(data)) return structureless(data, concealer);
  if (type === null) return withUnnamed([], data, concealer);
  return concealedFields({ fields: fieldsOf(type), shape: DATA_SCHEMAS[type].shape, concealer }, data);
}

interface Concealing {
  readonly fields: FieldTree;
  readonly shape: Readonly<Record<string, z.ZodType>>;
  readonly concealer: PersonalDataConcealer;
}

function concealedFields({ fields, shape, concealer }: Concealing, data: JsonObject): JsonObject {
  const named: [string, unknown][] = [];
  const unnamed: [string, unknown][] = [];
  for (const [name, value] of Object.entries(data)) {
    const field = fields.get(name);
    if (field === undefined) unnamed.push([name, value]);
    else named.push([name, concealedField(field, shape[name], value, concealer)]);
  }
  return withUnnamed(named, Object.fromEntries(unnamed), concealer);
}

function concealedField(
  { personal, entries }: Field,
  schema: z.ZodType | undefined,
  value: unknown,
  concealer: PersonalDataConcealer,
): unknown {
  if (personal !== null) {
    if (typeof value === 'string' && value.trim() === '') return value;
    // What does not fit is refused without being shown: anything else that does not fit is refused in the same words.
    return schema?.safeParse(value).success === true ? concealer.standInFor(value, personal) : false;
  }
  if (entries === null) return scalar(value, false);
  if (!Array.isArray(value)) return structureless(value, concealer);
  const shape = shapeOfEntries(schema);
  return value.map((entry: unknown) =>
    isJsonObject(entry)
      ? concealedFields({ fields: entries, shape, concealer }, entry)
      : structureless(entry, concealer),
  );
}

/** The fields of the entries of a list, as its schema has them. */
function shapeOfEntries(schema: z.ZodType | undefined): Concealing['shape'] {
  const list = schema instanceof z.ZodOptional ? schema.unwrap() : schema;
  return ((list as z.ZodArray).element as z.ZodObject).shape;
}

/** A value of a field that is not personal; what is no text, number, truth value or null only shows what it is. */
function scalar(value: unknown, isName: boolean): unknown {
  if (typeof value === 'string') return isName ? value : cut(value);
  if (Array.isArray(value)) return value.length === 0 ? value : [0];
  return isJsonObject(value) ? {} : value;
}

/** What stands in place of fields or a list: it only shows what it is. */
function structureless(value: unknown, concealer: PersonalDataConcealer): unknown {
  if (typeof value === 'string') return concealer.refOf(value, 'text');
  return typeof value === 'number' ? 0 : scalar(value, false);
}

function cut(text: string): string {
  return text.length <= KEPT_CHARACTERS ? text : [...text].slice(0, KEPT_CHARACTERS).join('');
}

function withUnnamed(
  named: readonly (readonly [string, unknown])[],
  unnamed: JsonObject,
  concealer: PersonalDataConcealer,
): JsonObject {
  const isEmpty = Object.keys(unnamed).length === 0;
  return Object.fromEntries(isEmpty ? named : [...named, [UNNAMED_FIELDS, concealer.refOfUnnamed(unnamed)]]);
}
