import { Controller, Delete, Get, Param } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { Requires } from '@ledger/service-kit/access/requires';
import { Audited, type AuditNote } from '@ledger/service-kit/audit/audited';
import { problemResponse } from '@ledger/service-kit/openapi/problem-response';
import { PartnerParams } from '@ledger/service-kit/reads/program-params.dto';
import { partnerTokenDto, PartnerTokenDto, PartnerTokenParams, PartnerTokensDto } from './partner-token.dto';
import { PartnerTokens } from './partner-tokens.service';

/** The tokens of partners' machines, for staff, who see and revoke them. */
@ApiTags('people')
@Requires('manage-people')
@ApiResponse(problemResponse(404, 'There is no such program or token.'))
@Controller('v1/programs/:program/partners/:partner/tokens')
export class PartnerTokensController {
  constructor(private readonly tokens: PartnerTokens) {}

  @Get()
  @ApiOperation({ summary: 'The tokens of a partner’s machines, and when each was last used' })
  @ApiOkResponse({ type: PartnerTokensDto })
  async listPartnerTokens(@Param() { program, partner }: PartnerParams): Promise<PartnerTokensDto> {
    return { items: (await this.tokens.list({ program, partner })).map(partnerTokenDto) };
  }

  @Delete(':token')
  @ApiOperation({ summary: 'Make a token of a partner useless from now on' })
  @ApiOkResponse({ type: PartnerTokenDto })
  async revokePartnerToken(
    @Param() { program, partner, token: id }: PartnerTokenParams,
    @Audited() audit: AuditNote,
  ): Promise<PartnerTokenDto> {
    const revoked = partnerTokenDto(await this.tokens.revoke({ program, partner, id }));
    audit.change({ after: { token: id, state: revoked.state } });
    return revoked;
  }
}
