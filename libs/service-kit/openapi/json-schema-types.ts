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
  if (typeof rest['type'] === 'string') return { ...rest, type: [rest['type'], 'null'] };
  const { allOf, ...others } = rest;
  const [inner] = Array.isArray(allOf) ? (allOf as unknown[]) : [others];
  return { ...(Array.isArray(allOf) ? others : {}), anyOf: [inner, { type: 'null' }] };
}
