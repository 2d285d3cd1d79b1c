import { Controller, Get, Query, Req, Res } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { payoutEntry } from '@ledger/read-models/as-of/payout-entry';
import type { PayoutEntry } from '@ledger/read-models/ledger-view';
import { payoutColumns } from '@ledger/read-models/report/columns/payout-columns';
import { payoutList } from '@ledger/read-models/tables/payouts';
import { PartnerCaller, type PartnerOfCaller } from '@ledger/service-kit/access/caller';
import { RequiresPartner } from '@ledger/service-kit/access/requires';
import { listOfQuery, ProgramLists, type ServedList } from '@ledger/service-kit/lists/program-lists';
import { ApiCsv, ApiJsonOrCsv } from '@ledger/service-kit/openapi/json-or-csv';
import { problemResponse } from '@ledger/service-kit/openapi/problem-response';
import { PartnerPayoutQuery, payoutFilter } from '../payouts/payout-query.dto';
import { payoutDto, PayoutsDto } from '../payouts/payout.dto';

/** What a partner was paid, for itself. */
@ApiTags('for partners')
@RequiresPartner('own-figures')
@ApiResponse(problemResponse(404, 'The partner has neither applied nor enrolled yet.'))
@Controller('api/partner')
export class OwnPayoutsController {
  constructor(private readonly lists: ProgramLists) {}

  @Get('payouts')
  @ApiOperation({ summary: "The partner's own payouts, by currency and time; as CSV all of them" })
  @ApiJsonOrCsv(PayoutsDto)
  async listOwnPayouts(
    @Req() request: Request,
    @Res() response: Response,
    @PartnerCaller() own: PartnerOfCaller,
    @Query() query: PartnerPayoutQuery,
  ): Promise<void> {
    await this.lists.sendOwn({ request, response }, own, query, payouts(own, query));
  }

  @Get('payouts.csv')
  @ApiOperation({ summary: "All of the partner's own payouts as CSV" })
  @ApiCsv()
  async downloadOwnPayouts(
    @Req() request: Request,
    @Res() response: Response,
    @PartnerCaller() own: PartnerOfCaller,
    @Query() query: PartnerPayoutQuery,
  ): Promise<void> {
    await this.lists.sendOwn({ request, response }, own, query, payouts(own, query));
  }
}

function payouts({ program, partner }: PartnerOfCaller, query: PartnerPayoutQuery): ServedList<PayoutEntry> {
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
