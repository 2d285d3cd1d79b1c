import { ApiExtension, type OpenAPIObject } from '@nestjs/swagger';

const MARK = 'x-request-content';

/** Describes a body by a schema per content type, which Nest's own decorators cannot; `content` as in OpenAPI. */
export const ApiRequestContent = (content: object) => ApiExtension(MARK, content);

/** Puts what `ApiRequestContent` said where OpenAPI has it: `requestBody`. */
export function withRequestContent(document: OpenAPIObject): OpenAPIObject {
  const paths = Object.entries(document.paths).map(([path, item]) => {
    const operations = Object.entries(item as Record<string, unknown>).map(([method, operation]) => [
      method,
      moved(operation),
    ]);
    return [path, Object.fromEntries(operations) as object] as const;
  });
  return { ...document, paths: Object.fromEntries(paths) };
}

function moved(operation: unknown): unknown {
  if (typeof operation !== 'object' || operation === null || !(MARK in operation)) return operation;
  const { [MARK]: content, ...rest } = operation;
  return { ...rest, requestBody: { required: true, content } };
}
