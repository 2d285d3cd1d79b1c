import { Controller, Get, HttpCode, Param, Post, Query, Req } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { Request } from 'express';
import { formatQuarter, type Quarter } from '@ledger/kernel/calendar';
import { formatInstant } from '@ledger/kernel/instant';
import { readRows } from '@ledger/read-models/postgres/queries/list-query';
import { protectionList } from '@ledger/read-models/tables/protections';
import { Audited, type AuditNote } from '@ledger/service-kit/audit/audited';
import { Requires } from '@ledger/service-kit/access/requires';
import { IdFilter } from '@ledger/service-kit/lists/filter-fields';
import { ApiRequestContent } from '@ledger/service-kit/openapi/request-content';
import { problemResponse } from '@ledger/service-kit/openapi/problem-response';
import { PartnerParams, ProgramParams } from '@ledger/service-kit/reads/program-params.dto';
import { ProgramReader } from '@ledger/service-kit/reads/program-reader';
import { BodyReader } from '@ledger/service-kit/requests/body-reader';
import { jsonContent, withJson } from '@ledger/service-kit/requests/json-body';
import { protectedAccountsDto, ProtectedListsDto, ReviewedAccountsDto } from './protected-account.dto';
import { ProtectedAccountsService } from './protected-accounts.service';
import { reviewBody } from './standing-bodies';

class ProtectedListsQuery {
  @IdFilter('Of one partner.')
  partner?: string;
}

/** Protected lists of partners, for staff. */
@ApiTags('accounts')
@ApiResponse(problemResponse(404, 'There is no such program or partner.'))
@Controller('v1/programs/:program')
export class ProtectedAccountsController {
  constructor(
    private readonly accounts: ProtectedAccountsService,
    private readonly reader: ProgramReader,
    private readonly bodies: BodyReader,
  ) {}

  @Get('protected-accounts')
  @Requires('read')
  @ApiOperation({ summary: 'The protected lists of the quarter, with the last movement of each account' })
  @ApiOkResponse({ type: ProtectedListsDto })
  async list(@Param() { program }: ProgramParams, @Query() query: ProtectedListsQuery): Promise<ProtectedListsDto> {
    return this.reader.program(program, async (read) => {
      const { clock, terms, snapshot } = read;
      if (clock === null) return { asOf: null, items: [] };
      const { calendar } = terms;
      const quarter = calendar.quarterAt(clock);
      const since = calendar.startOfQuarter((quarter - 1) as Quarter);
      const recorded = await readRows(snapshot, protectionList(snapshot, { since, partner: query.partner }));
      const items = [];
      for (const partner of [...new Set(recorded.map((row) => row.partner))].sort()) {
        const list = await this.accounts.listOf(read, partner, clock);
        items.push(protectedAccountsDto(partner, formatQuarter(quarter), list));
      }
      return { asOf: formatInstant(clock), items };
    });
  }

  @Post('partners/:partner/protected-accounts/review')
  @HttpCode(200)
  @Requires('manage-accounts')
  @ApiOperation({
    summary: 'Review the protected list of a partner: release accounts, protect others',
    description: 'Each is a fact (`account.protection_lost`, `account.protected`); what frees a place comes first.',
  })
  @ApiRequestContent(jsonContent(reviewBody, { release: ['cus-1001'], protect: ['cus-1002'] }))
  @ApiOkResponse({ type: ReviewedAccountsDto })
  review(
    @Req() request: Request,
    @Param() { program, partner }: PartnerParams,
    @Audited() audit: AuditNote,
  ): Promise<ReviewedAccountsDto> {
    return withJson(this.bodies, request, reviewBody, async (said) => {
      await this.reader.partner(program, partner, () => Promise.resolve());
      const items = await this.accounts.review(program, partner, said);
      audit.change({ after: { reviewed: items } });
      return { items };
    });
  }
}
