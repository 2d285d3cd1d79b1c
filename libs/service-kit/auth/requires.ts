import { applyDecorators, SetMetadata } from '@nestjs/common';
import { ApiBearerAuth, ApiResponse } from '@nestjs/swagger';
import { problemResponse } from '../openapi/problem-response';
import { kindsWith, type Permission } from './token-kinds';

export const REQUIRED_PERMISSION = 'ledger:required-permission';

/** Says what a token must be allowed to for a route, to the guard and in OpenAPI. */
export function Requires(permission: Permission) {
  return applyDecorators(
    SetMetadata(REQUIRED_PERMISSION, permission),
    ApiBearerAuth(),
    ApiResponse(problemResponse(401, 'No token, or one that is not known or was revoked.')),
    ApiResponse(problemResponse(403, `The token is of another kind than ${kindsWith(permission).join(', ')}.`)),
  );
}
