import { applyDecorators, SetMetadata } from '@nestjs/common';
import { ApiBearerAuth, ApiResponse } from '@nestjs/swagger';
import { ApiReadAfter } from '../openapi/read-after';
import { problemResponse } from '../openapi/problem-response';
import { kindsWith, type Permission } from './token-kinds';

export const REQUIRED_PERMISSION = 'ledger:required-permission';

/** Says what a token must be allowed to for a route, to the guard and in OpenAPI. */
export function Requires(permission: Permission) {
  return applyDecorators(
    ...(permission === 'read' ? [ApiReadAfter()] : []),
    SetMetadata(REQUIRED_PERMISSION, permission),
    ApiBearerAuth(),
    ApiResponse(problemResponse(400, 'A parameter, a header or the body is not valid: `errors` names what.')),
    ApiResponse(problemResponse(401, 'No token, or one that is not known, was revoked or has expired.')),
    ApiResponse(
      problemResponse(
        403,
        `The kind of the token is not ${kindsWith(permission).join(' or ')}, or it is for another program only.`,
      ),
    ),
  );
}
