import { Controller, Get, Param, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { formatInstant } from '@ledger/kernel/instant';
import { balancesOfPartners } from '@ledger/read-models/postgres/queries/balances-of-partners';
import { balanceColumns } from '@ledger/read-models/report/columns/balance-columns';
import { Requires } from '@ledger/service-kit/access/requires';
import { CsvDownloads } from '@ledger/service-kit/csv/csv-downloads';
import { ApiCsv } from '@ledger/service-kit/openapi/json-or-csv';
import { problemResponse } from '@ledger/service-kit/openapi/problem-response';
import { PartnerParams, ProgramParams } from '@ledger/service-kit/reads/program-params.dto';
import { ProgramReader } from '@ledger/service-kit/reads/program-reader';
import { BalanceDto, currencyBalanceDto } from './balance.dto';
import { balanceReasonsOf } from './balance-reasons';

@ApiTags('payouts')
@Requires('read')
@Controller('v1/programs/:program')
export class BalanceController {
  constructor(
    private readonly reader: ProgramReader,
    private readonly downloads: CsvDownloads,
  ) {}

  @Get('partners/:partner/balance')
  @ApiOperation({
    summary:
      'What a partner has in hold and payable, how much is not paid for which reason and until when, and the next payout',
  })
  @ApiOkResponse({ type: BalanceDto })
  @ApiResponse(problemResponse(404, 'There is no such program or partner.'))
  async findBalance(@Param() params: PartnerParams): Promise<BalanceDto> {
    const { program, partner } = params;
    return this.reader.partner(program, partner, async (read) => {
      const balances = await balancesOfPartners(read, [partner]);
      return { program, asOf: formatInstant(read.clock), partner, balances: balances.map(currencyBalanceDto) };
    });
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
