import { formatInstant, parseInstant, type Instant } from '@ledger/kernel/instant';
import type { Decision } from './stage';

export type JsonValue = string | number | boolean | null | readonly JsonValue[] | { readonly [key: string]: JsonValue };
export type JsonObject = { readonly [key: string]: JsonValue };

/**
 * A decision as JSON: what is named `…Minor` is an exact integer, written as a decimal string; what is named `…At` is
 * an instant, written as an ISO time. So every amount and time of a stream can be read without a schema at hand.
 */
export function toWire(decision: Decision): JsonObject {
  return written(decision) as JsonObject;
}

/** The decision that `toWire` wrote. */
export function fromWire(json: JsonObject): Decision {
  return readValue(json) as Decision;
}

function written(value: unknown, name = ''): JsonValue {
  if (typeof value === 'bigint') return value.toString();
  if (typeof value === 'number' && name.endsWith('At')) return formatInstant(value as Instant);
  if (Array.isArray(value)) return value.map((item) => written(item));
  if (typeof value === 'object' && value !== null) {
    const fields: Record<string, JsonValue> = {};
    for (const key of Object.keys(value)) fields[key] = written((value as Record<string, unknown>)[key], key);
    return fields;
  }
  return value as JsonValue;
}

function readValue(value: JsonValue, name = ''): unknown {
  if (typeof value === 'string' && name.endsWith('Minor')) return BigInt(value);
  if (typeof value === 'string' && name.endsWith('At')) return readInstant(value, name);
  if (Array.isArray(value)) return value.map((item: JsonValue) => readValue(item));
  if (typeof value === 'object' && value !== null) {
    const fields: Record<string, unknown> = {};
    for (const key of Object.keys(value))
      fields[key] = readValue((value as Record<string, JsonValue>)[key] ?? null, key);
    return fields;
  }
  return value;
}

function readInstant(text: string, name: string): Instant {
  const at = parseInstant(text);
  if (at === null) throw new TypeError(`${name} is not a time: ${text}`);
  return at;
}
