import type { ApiResponseOptions } from '@nestjs/swagger';
import { PROBLEM_MEDIA_TYPE } from '../problems/problem-details';

/** How OpenAPI describes an answer that is a problem (RFC 9457). */
export function problemResponse(status: number, description: string): ApiResponseOptions {
  return {
    status,
    description,
    content: { [PROBLEM_MEDIA_TYPE]: { schema: { $ref: '#/components/schemas/Problem' } } },
  };
}
