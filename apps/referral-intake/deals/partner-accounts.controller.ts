import { Controller, Get, HttpCode, Post, Req } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { Request } from 'express';
import { formatQuarter } from '@ledger/kernel/calendar';
import { PartnerCaller, type PartnerOfCaller } from '@ledger/service-kit/access/caller';
import { RequiresPartner } from '@ledger/service-kit/access/requires';
import type { RecordedFact } from '@ledger/service-kit/facts/desk-facts';
import { problemResponse } from '@ledger/service-kit/openapi/problem-response';
import { ApiRequestContent } from '@ledger/service-kit/openapi/request-content';
import { PartnerReader } from '@ledger/service-kit/partners/partner-reader';
import { BodyReader } from '@ledger/service-kit/requests/body-reader';
import { jsonContent, withJson } from '@ledger/service-kit/requests/json-body';
import { RecordedFactDto } from './account.dto';
import { ProtectedAccountsDto, protectedAccountsDto } from './protected-account.dto';
import { ProtectedAccountsService } from './protected-accounts.service';
import { accountBody } from './standing-bodies';

/** A partner's own protected list. */
@ApiTags('partners: accounts')
@RequiresPartner('own-deals')
@ApiResponse(problemResponse(404, 'The partner is not in the program.'))
@Controller('api/partner/protected-accounts')
export class PartnerAccountsController {
  constructor(
    private readonly accounts: ProtectedAccountsService,
    private readonly reader: PartnerReader,
    private readonly bodies: BodyReader,
  ) {}

  @Get()
  @ApiOperation({ summary: 'Its protected accounts of the quarter, with the last movement of each' })
  @ApiOkResponse({ type: ProtectedAccountsDto })
  async list(@PartnerCaller() caller: PartnerOfCaller): Promise<ProtectedAccountsDto> {
    const { partner } = caller;
    return this.reader.own(caller, async (read) => {
      const list = await this.accounts.listOf(read, partner, read.clock);
      const quarter = formatQuarter(read.terms.calendar.quarterAt(read.clock));
      return protectedAccountsDto(partner, quarter, list, read.sight.shown);
    });
  }

  @Post()
  @HttpCode(200)
  @ApiOperation({ summary: 'Protect an account for the rest of the quarter (`account.protected`)' })
  @ApiRequestContent(jsonContent(accountBody, { customer: 'cus-1001' }))
  @ApiOkResponse({ type: RecordedFactDto })
  @ApiResponse(problemResponse(422, 'The gate rejected it: `tier_required`, `protected_limit`, …'))
  protect(@Req() request: Request, @PartnerCaller() caller: PartnerOfCaller): Promise<RecordedFact> {
    return withJson(this.bodies, request, accountBody, ({ customer }) =>
      this.accounts.protect(caller.program, caller.partner, customer),
    );
  }

  @Post('release')
  @HttpCode(200)
  @ApiOperation({ summary: 'Release an account: its place is free (`account.protection_lost`)' })
  @ApiRequestContent(jsonContent(accountBody, { customer: 'cus-1001' }))
  @ApiOkResponse({ type: RecordedFactDto })
  @ApiResponse(problemResponse(422, 'The gate rejected it: `code` says why.'))
  release(@Req() request: Request, @PartnerCaller() caller: PartnerOfCaller): Promise<RecordedFact> {
    return withJson(this.bodies, request, accountBody, ({ customer }) =>
      this.accounts.release(caller.program, caller.partner, customer),
    );
  }
}
