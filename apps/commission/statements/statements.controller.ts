import { Controller, Get, Param, Query, Req, Res } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { compareCodePoints } from '@ledger/kernel/code-point-order';
import type { StatementEntry } from '@ledger/read-models/ledger-view';
import { pageOf } from '@ledger/read-models/postgres/queries/page';
import type { Key } from '@ledger/read-models/postgres/queries/where';
import { Requires } from '@ledger/service-kit/auth/requires';
import { CsvDownloads } from '@ledger/service-kit/csv/csv-downloads';
import { wantsCsv } from '@ledger/service-kit/csv/wants-csv';
import { ApiCsv, ApiJsonOrCsv } from '@ledger/service-kit/openapi/json-or-csv';
import { problemResponse } from '@ledger/service-kit/openapi/problem-response';
import { pageAnswer, type PageAnswer } from '@ledger/service-kit/pages/page-answer';
import { pageRequest } from '@ledger/service-kit/pages/page-query.dto';
import { PartnerParams } from '@ledger/service-kit/reads/program-params.dto';
import { ProgramReader } from '@ledger/service-kit/reads/program-reader';
import { statementColumns } from '@ledger/read-models/report/columns/statement-columns';
import { StatementQuery } from './statement-query.dto';
import { statementDto, StatementsDto, type StatementDto } from './statement.dto';
import { statementsOfPartner } from './statements-of-partner';

@ApiTags('statements')
@Requires('read')
@ApiResponse(problemResponse(404, 'There is no such program or partner.'))
@Controller('v1/programs/:program/partners/:partner')
export class StatementsController {
  constructor(
    private readonly reader: ProgramReader,
    private readonly downloads: CsvDownloads,
  ) {}

  @Get('statements')
  @ApiOperation({ summary: "A partner's monthly statements, by currency and month; as CSV all of them" })
  @ApiJsonOrCsv(StatementsDto)
  async listStatements(
    @Req() request: Request,
    @Res() response: Response,
    @Param() params: PartnerParams,
    @Query() query: StatementQuery,
  ): Promise<void> {
    if (wantsCsv(request)) await this.sendStatements(response, params, query);
    else response.json(await this.page(params, query));
  }

  @Get('statements.csv')
  @ApiOperation({ summary: "All of a partner's monthly statements as CSV" })
  @ApiCsv()
  async downloadStatements(
    @Res() response: Response,
    @Param() params: PartnerParams,
    @Query() query: StatementQuery,
  ): Promise<void> {
    await this.sendStatements(response, params, query);
  }

  /** Opening and closing are chained from the first month on, so all months are computed, whichever are shown. */
  private page({ program, partner }: PartnerParams, query: StatementQuery): Promise<PageAnswer<StatementDto>> {
    const { limit, after } = pageRequest(query, ['text', 'text']);
    return this.reader.partner(program, partner, async (read) => {
      const rows: StatementEntry[] = [];
      for await (const entry of statementsOfPartner(read, query.currency)) {
        if (isAfter(entry, after) && rows.push(entry) > limit) break;
      }
      const page = pageOf(rows, limit, ({ currency, month }) => [currency, month]);
      return pageAnswer(read.snapshot.program, page, statementDto);
    });
  }

  private sendStatements(
    response: Response,
    { program, partner }: PartnerParams,
    query: StatementQuery,
  ): Promise<void> {
    return this.downloads.send(response, {
      fileName: `${program}-${partner}-statements.csv`,
      columns: statementColumns(program),
      read: (take) => this.reader.partner(program, partner, (read) => take(statementsOfPartner(read, query.currency))),
    });
  }
}

function isAfter({ currency, month }: StatementEntry, after: Key | null): boolean {
  if (after === null) return true;
  const [afterCurrency, afterMonth] = after.map(String);
  return (compareCodePoints(currency, afterCurrency ?? '') || compareCodePoints(month, afterMonth ?? '')) > 0;
}
