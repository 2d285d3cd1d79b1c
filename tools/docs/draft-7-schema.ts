import type { JsonSchema } from '@ledger/contracts/json-schemas';

export type Json = { readonly [key: string]: JsonValue };
type JsonValue = string | number | boolean | null | readonly JsonValue[] | Json;

/**
 * A schema as AsyncAPI's own schemas take it (a superset of JSON Schema draft 7), to stand inside a document: without
 * `$schema` and `$id`, and with the older name of `dependentRequired`.
 */
export function asDraft7({ $schema: _dialect, $id: _id, ...schema }: JsonSchema): Json {
  return older(schema as Json) as Json;
}

function older(value: JsonValue): JsonValue {
  if (isList(value)) return value.map(older);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [key === 'dependentRequired' ? 'dependencies' : key, older(item)]),
  );
}

function isList(value: JsonValue): value is readonly JsonValue[] {
  return Array.isArray(value);
}
