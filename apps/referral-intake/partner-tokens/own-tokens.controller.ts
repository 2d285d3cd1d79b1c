import { Controller, Delete, Get, HttpCode, Param, Post, Req } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { Request } from 'express';
import { PartnerCaller, type PartnerOfCaller } from '@ledger/service-kit/access/caller';
import { RequiresPartner } from '@ledger/service-kit/access/requires';
import { problemResponse } from '@ledger/service-kit/openapi/problem-response';
import { ApiRequestContent } from '@ledger/service-kit/openapi/request-content';
import { BodyReader } from '@ledger/service-kit/requests/body-reader';
import { jsonContent, withJson } from '@ledger/service-kit/requests/json-body';
import { issuePartnerTokenBody, rotatePartnerTokenBody } from './partner-token-bodies';
import {
  issuedPartnerTokenDto,
  IssuedPartnerTokenDto,
  OwnTokenParams,
  partnerTokenDto,
  PartnerTokenDto,
  PartnerTokensDto,
} from './partner-token.dto';
import { PartnerTokens } from './partner-tokens.service';

/** The tokens of a partner's own machines, for its owners. */
@ApiTags('for partners')
@RequiresPartner('own-team')
@Controller('api/partner/tokens')
export class OwnTokensController {
  constructor(
    private readonly tokens: PartnerTokens,
    private readonly bodies: BodyReader,
  ) {}

  @Get()
  @ApiOperation({ summary: 'The tokens of the partner’s machines, and when each was last used' })
  @ApiOkResponse({ type: PartnerTokensDto })
  async listOwnTokens(@PartnerCaller() own: PartnerOfCaller): Promise<PartnerTokensDto> {
    return { items: (await this.tokens.list(own)).map(partnerTokenDto) };
  }

  @Post()
  @ApiOperation({ summary: 'Issue a token for a machine of the partner; it is shown this once' })
  @ApiRequestContent(jsonContent(issuePartnerTokenBody, { name: 'CRM', scopes: ['leads:write'], expiresInDays: 90 }))
  @ApiCreatedResponse({ type: IssuedPartnerTokenDto })
  @ApiResponse(problemResponse(409, 'As many tokens hold as may.'))
  issueOwnToken(@Req() request: Request, @PartnerCaller() own: PartnerOfCaller): Promise<IssuedPartnerTokenDto> {
    const { program, partner, principal } = own;
    return withJson(this.bodies, request, issuePartnerTokenBody, async (asked) =>
      issuedPartnerTokenDto(await this.tokens.issue({ ...asked, program, partner, by: principal.id })),
    );
  }

  @Post(':token/rotate')
  @ApiOperation({ summary: 'Issue a token in the place of another, which holds beside it for some hours' })
  @ApiRequestContent(jsonContent(rotatePartnerTokenBody, { overlapHours: 24 }))
  @ApiCreatedResponse({ type: IssuedPartnerTokenDto })
  @ApiResponse(problemResponse(404, 'The partner has no such token.'))
  @ApiResponse(problemResponse(409, 'It holds no more, or was replaced already.'))
  rotateOwnToken(
    @Req() request: Request,
    @PartnerCaller() own: PartnerOfCaller,
    @Param() { token: id }: OwnTokenParams,
  ): Promise<IssuedPartnerTokenDto> {
    const { program, partner, principal } = own;
    return withJson(this.bodies, request, rotatePartnerTokenBody, async ({ overlapHours }) =>
      issuedPartnerTokenDto(await this.tokens.rotate({ program, partner, id, overlapHours, by: principal.id })),
    );
  }

  @Delete(':token')
  @HttpCode(200)
  @ApiOperation({ summary: 'Make a token useless from now on' })
  @ApiOkResponse({ type: PartnerTokenDto })
  @ApiResponse(problemResponse(404, 'The partner has no such token.'))
  async revokeOwnToken(
    @PartnerCaller() own: PartnerOfCaller,
    @Param() { token: id }: OwnTokenParams,
  ): Promise<PartnerTokenDto> {
    return partnerTokenDto(await this.tokens.revoke({ program: own.program, partner: own.partner, id }));
  }
}
