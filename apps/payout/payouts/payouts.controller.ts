import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { listPayouts } from '@ledger/read-models/postgres/queries/list-payouts';
import { Requires } from '@ledger/service-kit/auth/requires';
import { problemResponse } from '@ledger/service-kit/openapi/problem-response';
import { pageAnswer, type PageAnswer } from '@ledger/service-kit/pages/page-answer';
import { pageRequest } from '@ledger/service-kit/pages/page-query.dto';
import { PartnerParams, ProgramParams } from '@ledger/service-kit/reads/program-params.dto';
import { ProgramReader } from '@ledger/service-kit/reads/program-reader';
import { PayoutQuery } from './payout-query.dto';
import { payoutDto, PayoutsDto, type PayoutDto } from './payout.dto';

const KEY = ['text', 'text', 'bigint', 'text'] as const;

@ApiTags('payouts')
@Requires('read')
@ApiResponse(problemResponse(404, 'There is no such program or partner.'))
@Controller('v1/programs/:program')
export class PayoutsController {
  constructor(private readonly reader: ProgramReader) {}

  @Get('payouts')
  @ApiOperation({ summary: "A program's payouts, by partner, currency and time" })
  @ApiOkResponse({ type: PayoutsDto })
  async listPayouts(@Param() { program }: ProgramParams, @Query() query: PayoutQuery): Promise<PageAnswer<PayoutDto>> {
    const request = pageRequest(query, KEY);
    return this.reader.program(program, async ({ snapshot }) =>
      pageAnswer(snapshot.program, await listPayouts(snapshot, { currency: query.currency }, request), payoutDto),
    );
  }

  @Get('partners/:partner/payouts')
  @ApiOperation({ summary: "A partner's payouts, by currency and time" })
  @ApiOkResponse({ type: PayoutsDto })
  async listPayoutsOfPartner(
    @Param() { program, partner }: PartnerParams,
    @Query() query: PayoutQuery,
  ): Promise<PageAnswer<PayoutDto>> {
    const request = pageRequest(query, KEY);
    return this.reader.partner(program, partner, async ({ snapshot }) => {
      const payouts = await listPayouts(snapshot, { partner, currency: query.currency }, request);
      return pageAnswer(snapshot.program, payouts, payoutDto);
    });
  }
}
