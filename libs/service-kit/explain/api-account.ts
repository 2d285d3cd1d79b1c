import { applyDecorators } from '@nestjs/common';
import { ApiHeader, ApiOkResponse, ApiOperation, ApiResponse } from '@nestjs/swagger';
import { problemResponse } from '../openapi/problem-response';
import { AccountDto } from './account.dto';

/** How OpenAPI describes a route that answers an account. */
export function ApiAccount(summary: string, nothing: string) {
  return applyDecorators(
    ApiOperation({ summary }),
    ApiHeader({ name: 'Accept-Language', required: false, description: '`en` or `de`.', schema: { type: 'string' } }),
    ApiOkResponse({ type: AccountDto }),
    ApiResponse(problemResponse(404, nothing)),
  );
}
