import { Injectable } from '@nestjs/common';
import type { Request } from 'express';
import { z } from 'zod';
import { MOST_FILE_BYTES } from '@ledger/desk/files/file-type';
import { Problem } from '@ledger/service-kit/problems/problem';
import { BodyReader } from '@ledger/service-kit/requests/body-reader';
import { jsonContent, withJson } from '@ledger/service-kit/requests/json-body';
import { isMultipart, MultipartReader, type SentFile } from '@ledger/service-kit/requests/multipart-reader';

const MOST_FILES = 3;
const LIMITS = { files: MOST_FILES, fileBytes: MOST_FILE_BYTES, fields: 20, fieldBytes: 20_000 };

/** Reads what comes as JSON, or as a form with files beside the same fields. */
@Injectable()
export class EvidenceReader {
  constructor(
    private readonly bodies: BodyReader,
    private readonly forms: MultipartReader,
  ) {}

  /** Hands to `use` what a body says, and its files. Throws the problems of both kinds of bodies. */
  read<S extends z.ZodType, T>(
    request: Request,
    schema: S,
    use: (said: z.output<S>, files: readonly SentFile[]) => Promise<T>,
  ): Promise<T> {
    if (!isMultipart(request)) return withJson(this.bodies, request, schema, (said) => use(said, []));
    return this.forms.withForm(request, LIMITS, ({ fields, files }) => {
      const read = schema.safeParse(Object.fromEntries(fields));
      if (read.success) return use(read.data, files);
      const errors = read.error.issues.map(({ path, message }) => ({
        field: path.join('.') || 'form',
        detail: message,
      }));
      throw new Problem('invalid-request', 'The form is not as expected: `errors` names what.', { errors });
    });
  }
}

/** A body with or without files as OpenAPI describes it. */
export function evidenceContent<S extends z.ZodObject>(schema: S, example: z.input<S>): object {
  const { $schema: _, ...described } = z.toJSONSchema(schema, { io: 'input' });
  const files = {
    type: 'array',
    maxItems: MOST_FILES,
    items: { type: 'string', format: 'binary' },
    description: 'PDF, PNG or JPEG, told by their bytes; 10 MB each.',
  };
  return {
    ...jsonContent(schema, example),
    'multipart/form-data': { schema: { ...described, properties: { ...described.properties, files } }, example },
  };
}
