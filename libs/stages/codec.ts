import type { JsonFields, JsonValue } from '@ledger/contracts/json-value';
import { formatInstant, parseInstant, type Instant } from '@ledger/kernel/instant';
import type { Decision } from './stage';

/**
 * A decision as JSON: what is named `…Minor` is an exact integer, written as a decimal string; what is named `…At` is
 * an instant, written as an ISO time. So every amount and time of a stream can be read without a schema at hand.
 */
export function toWire(decision: Decision): JsonFields {
  return { type: decision.type, ...dataToWire(decision) };
}

/** The decision that `toWire` wrote. */
export function fromWire(json: JsonFields): Decision {
  return readFields({}, json) as unknown as Decision;
}

/** A decision as JSON without its type, the properties in order: canonical JSON needs not sort them again. */
export function dataToWire(decision: Decision): JsonFields {
  const data: Record<string, JsonValue> = {};
  for (const key of keysInOrder(decision)) {
    if (key !== 'type') data[key] = written((decision as unknown as Readonly<Record<string, unknown>>)[key], key);
  }
  return data;
}

/** The decision of a type that `dataToWire` wrote. */
export function dataFromWire(type: string, data: JsonFields): Decision {
  return readFields({ type }, data) as unknown as Decision;
}

interface KeyOrder {
  readonly asMade: readonly string[];
  readonly inOrder: readonly string[];
}

/** Per type of decision; those of a type are made alike, so that sorting is rarely needed. */
const KEY_ORDERS = new Map<string, KeyOrder>();

function keysInOrder(decision: Decision): readonly string[] {
  const asMade = Object.keys(decision);
  const known = KEY_ORDERS.get(decision.type);
  if (known !== undefined && areSame(known.asMade, asMade)) return known.inOrder;
  const inOrder = [...asMade].sort();
  KEY_ORDERS.set(decision.type, { asMade, inOrder });
  return inOrder;
}

function areSame(left: readonly string[], right: readonly string[]): boolean {
  if (left.length !== right.length) return false;
  for (let index = 0; index < left.length; index++) if (left[index] !== right[index]) return false;
  return true;
}

function written(value: unknown, name: string): JsonValue {
  switch (typeof value) {
    case 'bigint':
      return value.toString();
    case 'number':
      return name.endsWith('At') ? formatInstant(value as Instant) : value;
    case 'object':
      if (value === null) return null;
      return Array.isArray(value) ? value.map((item) => written(item, '')) : writtenFields(value);
    default:
      return value as JsonValue;
  }
}

function writtenFields(value: object): JsonFields {
  const fields: Record<string, JsonValue> = {};
  for (const key of Object.keys(value)) fields[key] = written((value as Record<string, unknown>)[key], key);
  return fields;
}

function readValue(value: JsonValue, name: string): unknown {
  if (typeof value === 'string') {
    if (name.endsWith('Minor')) return BigInt(value);
    return name.endsWith('At') ? readInstant(value, name) : value;
  }
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map((item: JsonValue) => readValue(item, ''));
  return readFields({}, value as JsonFields);
}

function readFields(into: Record<string, unknown>, from: JsonFields): Record<string, unknown> {
  for (const key of Object.keys(from)) into[key] = readValue(from[key] ?? null, key);
  return into;
}

function readInstant(text: string, name: string): Instant {
  const at = parseInstant(text);
  if (at === null) throw new TypeError(`${name} is not a time: ${text}`);
  return at;
}
