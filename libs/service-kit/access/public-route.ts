import { applyDecorators, SetMetadata } from '@nestjs/common';
import { ApiResponse } from '@nestjs/swagger';
import { problemResponse } from '../openapi/problem-response';

export const PUBLIC_ROUTE = 'ledger:public-route';

/** Opens a route, or all of a controller's, to callers without a token. */
export const PublicRoute = () =>
  applyDecorators(
    SetMetadata(PUBLIC_ROUTE, true),
    ApiResponse(problemResponse(429, 'The address asks too often: `Retry-After` says when to ask again.')),
    ApiResponse({ status: 431, description: 'The headers of the request have more than 16 KiB.' }),
  );
