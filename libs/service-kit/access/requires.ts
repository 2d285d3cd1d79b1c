import { applyDecorators, SetMetadata } from '@nestjs/common';
import { ApiBearerAuth, ApiHeader, ApiResponse } from '@nestjs/swagger';
import { ApiReadAfter } from '../openapi/read-after';
import { problemResponse } from '../openapi/problem-response';
import { neededFor, neededOfPartner, type PartnerRight, type Right } from './rights';

export const REQUIRED_RIGHT = 'ledger:required-right';
export const REQUIRED_PARTNER_RIGHT = 'ledger:required-partner-right';

/** Names the partner, `PROGRAM/PARTNER`, for whom a person acts who belongs to several. */
export const PARTNER_HEADER = 'x-ledger-partner';
/** Holds a token of a partner, in place of `Authorization`. */
export const PARTNER_TOKEN_HEADER = 'x-partner-token';

const REFUSED = [
  ApiResponse(problemResponse(400, 'A parameter, a header or the body is not valid: `errors` names what.')),
  ApiResponse(problemResponse(401, 'No token, or one that is not known, was revoked or has expired.')),
];

/** Says which right a route asks of staff and services, to the guard and in OpenAPI. */
export function Requires(right: Right) {
  return applyDecorators(
    ...(right === 'read' ? [ApiReadAfter()] : []),
    SetMetadata(REQUIRED_RIGHT, right),
    ApiBearerAuth(),
    ...REFUSED,
    ApiResponse(
      problemResponse(403, `Who asks has not the right, or has it for another program only: ${neededFor(right)}.`),
    ),
    ApiResponse(problemResponse(429, 'The token asks too often: `Retry-After` says when to ask again.')),
  );
}

/**
 * Says which right a route asks of partners. Whose the request is follows from who sends it: from the partner's token,
 * or the person's membership; a person of several partners names one in the header `x-ledger-partner`.
 */
export function RequiresPartner(right: PartnerRight) {
  return applyDecorators(
    ...(right === 'own-figures' ? [ApiReadAfter()] : []),
    SetMetadata(REQUIRED_PARTNER_RIGHT, right),
    ApiBearerAuth(),
    ApiHeader({
      name: PARTNER_HEADER,
      required: false,
      description: '`PROGRAM/PARTNER`: for whom a person acts who belongs to several partners.',
      schema: { type: 'string' },
    }),
    ...REFUSED,
    ApiResponse(problemResponse(403, `Who asks is of no partner, or has not the right: ${neededOfPartner(right)}.`)),
    ApiResponse(problemResponse(429, 'The token asks too often: `Retry-After` says when to ask again.')),
  );
}
