/**
 * Nest writes what may be null as OpenAPI 3.0 did (`nullable: true`), which 3.1 does not know: says it as JSON Schema
 * does, everywhere in a document.
 */
export function withJsonSchemaTypes<T>(document: T): T {
  return rewrite(document) as T;
}

function rewrite(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(rewrite);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(([key, inner]) => [key, rewrite(inner)] as const);
  const { nullable, ...rest } = Object.fromEntries(entries);
  if (nullable !== true) return Object.fromEntries(entries);
  const { allOf, ...others } = rest;
  if (Array.isArray(allOf)) {
    const { type: _ofTheReferred, ...said } = others;
    return { ...said, anyOf: [(allOf as unknown[])[0], { type: 'null' }] };
  }
  return typeof rest['type'] === 'string'
    ? { ...rest, type: [rest['type'], 'null'] }
    : { anyOf: [others, { type: 'null' }] };
}
