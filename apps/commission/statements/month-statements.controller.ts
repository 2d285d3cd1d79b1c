import { Controller, Get, Param, Query, Req, Res } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { parseMonth, type Month } from '@ledger/kernel/calendar';
import { statementEntry } from '@ledger/read-models/as-of/statement-entries';
import type { StatementEntry } from '@ledger/read-models/ledger-view';
import { statementsOfMonth } from '@ledger/read-models/tables/statement-months';
import { statementColumns } from '@ledger/read-models/report/columns/statement-columns';
import { Requires } from '@ledger/service-kit/access/requires';
import { listOfQuery, ProgramLists, type ServedList } from '@ledger/service-kit/lists/program-lists';
import { ApiCsv, ApiJsonOrCsv } from '@ledger/service-kit/openapi/json-or-csv';
import { problemResponse } from '@ledger/service-kit/openapi/problem-response';
import { ProgramParams } from '@ledger/service-kit/reads/program-params.dto';
import { MonthQuery } from './month-query.dto';
import { statementDto, StatementsDto } from './statement.dto';

@ApiTags('statements')
@Requires('read')
@ApiResponse(problemResponse(404, 'There is no such program.'))
@Controller('v1/programs/:program')
export class MonthStatementsController {
  constructor(private readonly lists: ProgramLists) {}

  @Get('statements')
  @ApiOperation({ summary: 'The statements of all partners of a month, by partner and currency; as CSV all of them' })
  @ApiJsonOrCsv(StatementsDto)
  async listStatementsOfMonth(
    @Req() request: Request,
    @Res() response: Response,
    @Param() { program }: ProgramParams,
    @Query() query: MonthQuery,
  ): Promise<void> {
    await this.lists.send({ request, response }, { program }, query, statements(program, query));
  }

  @Get('statements.csv')
  @ApiOperation({ summary: 'The statements of all partners of a month as CSV' })
  @ApiCsv()
  async downloadStatementsOfMonth(
    @Req() request: Request,
    @Res() response: Response,
    @Param() { program }: ProgramParams,
    @Query() query: MonthQuery,
  ): Promise<void> {
    await this.lists.send({ request, response }, { program }, query, statements(program, query));
  }
}

function statements(program: string, { month, currency }: MonthQuery): ServedList<StatementEntry> {
  // The query was checked: it is a month.
  const wanted = parseMonth(month) as Month;
  return {
    name: `statements-${month}`,
    columns: statementColumns(program),
    key: ['text', 'text'],
    toItem: statementDto,
    ...listOfQuery(
      ({ snapshot }) => statementsOfMonth(snapshot, wanted, currency),
      (row) => statementEntry(row, wanted, row.openingMinor, row),
    ),
  };
}
