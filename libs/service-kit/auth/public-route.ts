import { SetMetadata } from '@nestjs/common';

export const PUBLIC_ROUTE = 'ledger:public-route';

/** Opens a route, or all of a controller's, to callers without a token. */
export const PublicRoute = () => SetMetadata(PUBLIC_ROUTE, true);
