import { Controller, HttpCode, Inject, Post, Req } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiProperty, ApiResponse, ApiSchema, ApiTags } from '@nestjs/swagger';
import type { Request } from 'express';
import { redeemInvitation } from '@ledger/desk/invitations/invite';
import { PublicRoute } from '@ledger/service-kit/access/public-route';
import { API_DATA_SOURCE } from '@ledger/service-kit/injection-tokens';
import { problemResponse } from '@ledger/service-kit/openapi/problem-response';
import { ApiRequestContent } from '@ledger/service-kit/openapi/request-content';
import { Problem } from '@ledger/service-kit/problems/problem';
import { BodyReader } from '@ledger/service-kit/requests/body-reader';
import { jsonContent, withJson } from '@ledger/service-kit/requests/json-body';
import { DataSource } from 'typeorm';
import { z } from 'zod';

const body = z.strictObject({
  invitation: z
    .string()
    .regex(/^inv_[0-9a-z]{16}\.[\w-]{43}$/)
    .describe('What stands behind # in the link.'),
});

@ApiSchema({ name: 'RedeemedInvitation' })
class RedeemedDto {
  @ApiProperty({ example: 'per_4k2m9x7q1w5e8r3t' })
  person!: string;

  @ApiProperty({ example: 'plixo' })
  program!: string;

  @ApiProperty({ example: 'par_4k2m9x7q1w5e8r3t' })
  partner!: string;

  @ApiProperty({ description: 'By which the person is known: Authorization: Bearer …; told this once.' })
  token!: string;
}

const REFUSED = {
  unknown: new Problem('not-found', 'There is no such invitation.'),
  used: new Problem('gone', 'This invitation was used: it holds once.'),
  expired: new Problem('gone', 'This invitation has expired: ask for another.'),
};

/** How the first person of a partner comes in. */
@ApiTags('applications')
@PublicRoute()
@Controller('v1/invitations')
export class InvitationsController {
  constructor(
    @Inject(API_DATA_SOURCE) private readonly api: DataSource,
    private readonly bodies: BodyReader,
  ) {}

  @Post('redeem')
  @HttpCode(200)
  @ApiOperation({ summary: 'Come in by an invitation, which holds once: the person gets a token' })
  @ApiRequestContent(jsonContent(body, { invitation: `inv_4k2m9x7q1w5e8r3t.${'x'.repeat(43)}` }))
  @ApiOkResponse({ type: RedeemedDto })
  @ApiResponse(problemResponse(400, 'This is no invitation.'))
  @ApiResponse(problemResponse(404, 'There is no such invitation.'))
  @ApiResponse(problemResponse(410, 'It was used, or has expired.'))
  redeem(@Req() request: Request): Promise<RedeemedDto> {
    return withJson(this.bodies, request, body, async ({ invitation: text }) => {
      const redeemed = await this.api.transaction((manager) => redeemInvitation(manager, text));
      if (redeemed.state !== 'in') throw REFUSED[redeemed.state];
      const { person, token, invitation } = redeemed;
      return { person, program: invitation.program, partner: invitation.partner, token };
    });
  }
}
