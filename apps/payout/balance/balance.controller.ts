import { Controller, Get, Headers, Inject, Param, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { languageOf } from '@ledger/explain/language';
import { formatInstant } from '@ledger/kernel/instant';
import type { AccountBalance } from '@ledger/read-models/as-of/account-balance';
import { balancesOfPartners } from '@ledger/read-models/postgres/queries/balances-of-partners';
import { failedPayoutsOf } from '@ledger/read-models/tables/payouts';
import { lastFailure } from '@ledger/runner/explain/last-failure';
import type { ExplainedLog } from '@ledger/runner/explain/log-reader';
import { balanceColumns } from '@ledger/read-models/report/columns/balance-columns';
import { Requires } from '@ledger/service-kit/access/requires';
import { CsvDownloads } from '@ledger/service-kit/csv/csv-downloads';
import { EXPLAINED_LOG } from '@ledger/service-kit/injection-tokens';
import { ApiCsv } from '@ledger/service-kit/openapi/json-or-csv';
import { problemResponse } from '@ledger/service-kit/openapi/problem-response';
import { PartnerParams, ProgramParams } from '@ledger/service-kit/reads/program-params.dto';
import { ProgramReader, type ReadPartner } from '@ledger/service-kit/reads/program-reader';
import { BalanceDto, currencyBalanceDto, payoutFailureDto } from './balance.dto';
import { balanceReasonsOf } from './balance-reasons';

@ApiTags('payouts')
@Requires('read')
@Controller('v1/programs/:program')
export class BalanceController {
  constructor(
    private readonly reader: ProgramReader,
    private readonly downloads: CsvDownloads,
    @Inject(EXPLAINED_LOG) private readonly log: ExplainedLog,
  ) {}

  @Get('partners/:partner/balance')
  @ApiOperation({
    summary:
      'What a partner has in hold and payable, how much is not paid for which reason and until when, and the next payout',
  })
  @ApiOkResponse({ type: BalanceDto })
  @ApiResponse(problemResponse(404, 'There is no such program or partner.'))
  async findBalance(
    @Param() params: PartnerParams,
    @Headers('accept-language') acceptLanguage: string | undefined,
    @Res({ passthrough: true }) response: Response,
  ): Promise<BalanceDto> {
    const { program, partner } = params;
    response.setHeader('Vary', 'Accept-Language');
    return this.reader.partner(program, partner, async (read) => {
      const balances = await balancesOfPartners(read, [partner]);
      const failure = await this.failureOf(read, partner, balances);
      return {
        program,
        asOf: formatInstant(read.clock),
        partner,
        balances: balances.map(currencyBalanceDto),
        failure: failure === null ? null : payoutFailureDto(failure, languageOf(acceptLanguage)),
      };
    });
  }

  /** What keeps a partner from being paid, as the log tells it; null: no payout that failed or came back does. */
  private async failureOf({ snapshot, terms }: ReadPartner, partner: string, balances: readonly AccountBalance[]) {
    if (!balances.some(({ unpaid }) => unpaid.reasons.includes('payout_failed'))) return null;
    return lastFailure(this.log, terms, await failedPayoutsOf(snapshot, partner));
  }

  @Get('balances.csv')
  @ApiOperation({
    summary: "Why all of a program's partners are not paid, and until when, as CSV: a row for each reason",
  })
  @ApiCsv()
  @ApiResponse(problemResponse(404, 'There is no such program.'))
  async downloadBalances(@Res() response: Response, @Param() { program }: ProgramParams): Promise<void> {
    await this.downloads.send(response, {
      fileName: `${program}-balances.csv`,
      columns: balanceColumns(program),
      read: (take) => this.reader.program(program, (read) => take(balanceReasonsOf(read))),
    });
  }
}
