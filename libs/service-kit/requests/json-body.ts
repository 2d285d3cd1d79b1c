import type { Request } from 'express';
import { z } from 'zod';
import { Problem } from '../problems/problem';
import type { BodyReader } from './body-reader';

/** A body as OpenAPI describes it. */
export function jsonContent<S extends z.ZodType>(schema: S, example: z.input<S>): object {
  const { $schema: _, ...described } = z.toJSONSchema(schema, { io: 'input' });
  return { 'application/json': { schema: described, example } };
}

/** Reads a JSON body by its schema; `use` is handed what it says. */
export function withJson<S extends z.ZodType, T>(
  bodies: BodyReader,
  request: Request,
  schema: S,
  use: (said: z.output<S>) => Promise<T>,
): Promise<T> {
  return bodies.withBody(request, (body) => {
    const read = schema.safeParse(jsonIn(body));
    if (read.success) return use(read.data);
    const errors = read.error.issues.map(({ path, message }) => ({ field: path.join('.') || 'body', detail: message }));
    throw new Problem('invalid-request', 'The body is not as expected: `errors` names what.', { errors });
  });
}

function jsonIn(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    throw new Problem('malformed-body', 'The body is no JSON.');
  }
}
