import type { JsonSchema } from '@ledger/contracts/json-schemas';
import type { JsonFields, JsonValue } from '@ledger/contracts/json-value';

/**
 * A schema as AsyncAPI's own schemas take it (a superset of JSON Schema draft 7), to stand inside a document: without
 * `$schema` and `$id`, and with the older name of `dependentRequired`.
 */
export function asDraft7({ $schema: _dialect, $id: _id, ...schema }: JsonSchema): JsonFields {
  return older(schema as JsonFields) as JsonFields;
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
