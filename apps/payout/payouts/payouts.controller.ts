import { Controller, Get, Param, Query, Req, Res } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { payoutEntry } from '@ledger/read-models/as-of/payout-entry';
import type { PayoutEntry } from '@ledger/read-models/ledger-view';
import { payoutList } from '@ledger/read-models/tables/payouts';
import { payoutColumns } from '@ledger/read-models/report/columns/payout-columns';
import { Requires } from '@ledger/service-kit/access/requires';
import { listOfQuery, ProgramLists, type ServedList } from '@ledger/service-kit/lists/program-lists';
import { ApiCsv, ApiJsonOrCsv } from '@ledger/service-kit/openapi/json-or-csv';
import { problemResponse } from '@ledger/service-kit/openapi/problem-response';
import { PartnerParams, ProgramParams } from '@ledger/service-kit/reads/program-params.dto';
import { PartnerPayoutQuery, payoutFilter, PayoutQuery } from './payout-query.dto';
import { payoutDto, PayoutsDto } from './payout.dto';

@ApiTags('payouts')
@Requires('read')
@ApiResponse(problemResponse(404, 'There is no such program or partner.'))
@Controller('v1/programs/:program')
export class PayoutsController {
  constructor(private readonly lists: ProgramLists) {}

  @Get('payouts')
  @ApiOperation({ summary: "A program's payouts, by partner, currency and time; as CSV all of them" })
  @ApiJsonOrCsv(PayoutsDto)
  async listPayouts(
    @Req() request: Request,
    @Res() response: Response,
    @Param() { program }: ProgramParams,
    @Query() query: PayoutQuery,
  ): Promise<void> {
    await this.lists.send({ request, response }, { program }, query, payouts(program, query, query.partner));
  }

  @Get('payouts.csv')
  @ApiOperation({ summary: "All of a program's payouts as CSV" })
  @ApiCsv()
  async downloadPayouts(
    @Req() request: Request,
    @Res() response: Response,
    @Param() { program }: ProgramParams,
    @Query() query: PayoutQuery,
  ): Promise<void> {
    await this.lists.send({ request, response }, { program }, query, payouts(program, query, query.partner));
  }

  @Get('partners/:partner/payouts')
  @ApiOperation({ summary: "A partner's payouts, by currency and time; as CSV all of them" })
  @ApiJsonOrCsv(PayoutsDto)
  async listPayoutsOfPartner(
    @Req() request: Request,
    @Res() response: Response,
    @Param() { program, partner }: PartnerParams,
    @Query() query: PartnerPayoutQuery,
  ): Promise<void> {
    await this.lists.sendOfPartner(
      { request, response },
      { program, partner },
      query,
      payouts(program, query, partner),
    );
  }

  @Get('partners/:partner/payouts.csv')
  @ApiOperation({ summary: "All of a partner's payouts as CSV" })
  @ApiCsv()
  async downloadPayoutsOfPartner(
    @Req() request: Request,
    @Res() response: Response,
    @Param() { program, partner }: PartnerParams,
    @Query() query: PartnerPayoutQuery,
  ): Promise<void> {
    await this.lists.sendOfPartner(
      { request, response },
      { program, partner },
      query,
      payouts(program, query, partner),
    );
  }
}

function payouts(program: string, query: PartnerPayoutQuery, partner: string | undefined): ServedList<PayoutEntry> {
  return {
    name: 'payouts',
    columns: payoutColumns(program),
    key: ['text', 'text', 'bigint', 'text'],
    toItem: payoutDto,
    ...listOfQuery(
      ({ snapshot, terms }) => payoutList(snapshot, { ...payoutFilter(query, terms.calendar), partner }),
      payoutEntry,
    ),
  };
}
