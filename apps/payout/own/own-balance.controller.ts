import { Controller, Get, Headers, Inject, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { languageOf } from '@ledger/explain/language';
import { formatInstant } from '@ledger/kernel/instant';
import { balancesOfPartners } from '@ledger/read-models/postgres/queries/balances-of-partners';
import { failedPayoutsOf } from '@ledger/read-models/tables/payouts';
import { lastFailure } from '@ledger/runner/explain/last-failure';
import type { ExplainedLog } from '@ledger/runner/explain/log-reader';
import { PartnerCaller, type PartnerOfCaller } from '@ledger/service-kit/access/caller';
import { RequiresPartner } from '@ledger/service-kit/access/requires';
import { EXPLAINED_LOG } from '@ledger/service-kit/injection-tokens';
import { problemResponse } from '@ledger/service-kit/openapi/problem-response';
import { PartnerReader } from '@ledger/service-kit/partners/partner-reader';
import { payoutFailureDto } from '../balance/balance.dto';
import { OwnBalanceDto, ownCurrencyBalanceDto } from './own-balance.dto';

/** What a partner was not paid yet, and why, for itself. */
@ApiTags('for partners')
@RequiresPartner('own-figures')
@ApiResponse(problemResponse(404, 'The partner has neither applied nor enrolled yet.'))
@Controller('api/partner/balance')
export class OwnBalanceController {
  constructor(
    private readonly reader: PartnerReader,
    @Inject(EXPLAINED_LOG) private readonly log: ExplainedLog,
  ) {}

  @Get()
  @ApiOperation({ summary: 'What the partner was not paid yet, for which reasons and until when, and its next payout' })
  @ApiOkResponse({ type: OwnBalanceDto })
  async showOwnBalance(
    @PartnerCaller() own: PartnerOfCaller,
    @Headers('accept-language') acceptLanguage: string | undefined,
    @Res({ passthrough: true }) response: Response,
  ): Promise<OwnBalanceDto> {
    response.setHeader('Vary', 'Accept-Language');
    const language = languageOf(acceptLanguage);
    return this.reader.own(own, async (read) => {
      const balances = await balancesOfPartners(read, [own.partner]);
      const hasFailed = balances.some(({ unpaid }) => unpaid.reasons.includes('payout_failed'));
      const payouts = hasFailed ? await failedPayoutsOf(read.snapshot, own.partner) : [];
      const failure = hasFailed ? await lastFailure(this.log, read.terms, payouts) : null;
      return {
        program: own.program,
        asOf: formatInstant(read.clock),
        balances: balances.map((balance) => ownCurrencyBalanceDto(balance, language)),
        failure: failure === null ? null : payoutFailureDto(failure, language),
      };
    });
  }
}
