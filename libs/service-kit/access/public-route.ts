import { applyDecorators, SetMetadata } from '@nestjs/common';
import { ApiResponse } from '@nestjs/swagger';

export const PUBLIC_ROUTE = 'ledger:public-route';

/** Opens a route, or all of a controller's, to callers without a token. */
export const PublicRoute = () =>
  applyDecorators(
    SetMetadata(PUBLIC_ROUTE, true),
    ApiResponse({ status: 431, description: 'The headers of the request have more than 16 KiB.' }),
  );
