import type { OpenAPIObject } from '@nestjs/swagger';

/** Says of every operation that asks for no token that it asks for none: in OpenAPI, saying nothing leaves it open. */
export function withOpenRoutes(document: OpenAPIObject): OpenAPIObject {
  const paths = Object.entries(document.paths).map(([path, item]) => {
    const operations = Object.entries(item as Record<string, object>).map(([method, operation]) => [
      method,
      'security' in operation ? operation : { ...operation, security: [] },
    ]);
    return [path, Object.fromEntries(operations) as object] as const;
  });
  return { ...document, paths: Object.fromEntries(paths) };
}
