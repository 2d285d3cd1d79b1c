import { applyDecorators, type Type } from '@nestjs/common';
import { ApiExtraModels, ApiResponse, getSchemaPath } from '@nestjs/swagger';
import { problemResponse } from './problem-response';

const CSV = { 'text/csv': { schema: { type: 'string' } } };
const ABOUT_CSV =
  'As CSV: all rows, whatever `limit` and `cursor` say, with a line of headings. Amounts have two columns: in minor units, and with the decimals of ISO 4217. A text that a spreadsheet would run as a formula begins with an apostrophe.';

/** A list that can be had as a page of JSON or as CSV. */
export function ApiJsonOrCsv(dto: Type): ReturnType<typeof applyDecorators> {
  return applyDecorators(
    ApiExtraModels(dto),
    ApiResponse({
      status: 200,
      description: ABOUT_CSV,
      content: { 'application/json': { schema: { $ref: getSchemaPath(dto) } }, ...CSV },
    }),
    ApiResponse(problemResponse(406, 'Neither JSON nor CSV is accepted.')),
  );
}

/** A list as CSV. */
export function ApiCsv(): ReturnType<typeof applyDecorators> {
  return applyDecorators(ApiResponse({ status: 200, description: ABOUT_CSV, content: CSV }));
}
