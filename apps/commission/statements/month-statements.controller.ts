import { Controller, Get, Param, Query, Req, Res } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { STATEMENT_COLUMNS, statementRows } from '@ledger/documents/statement/statement-columns';
import { parseMonth, type Month } from '@ledger/kernel/calendar';
import type { ProgramTerms } from '@ledger/program/program-terms';
import type { ProgramSnapshot } from '@ledger/read-models/postgres/queries/program-snapshot';
import { readStatement, statementPartners } from '@ledger/read-models/statement/read-statement';
import { statementEntry } from '@ledger/read-models/as-of/statement-entries';
import type { StatementEntry } from '@ledger/read-models/ledger-view';
import { statementsOfMonth } from '@ledger/read-models/tables/statement-months';
import { statementColumns } from '@ledger/read-models/report/columns/statement-columns';
import { CsvDownloads } from '@ledger/service-kit/csv/csv-downloads';
import { Requires } from '@ledger/service-kit/access/requires';
import { listOfQuery, ProgramLists, type ServedList } from '@ledger/service-kit/lists/program-lists';
import { ApiCsv, ApiJsonOrCsv } from '@ledger/service-kit/openapi/json-or-csv';
import { problemResponse } from '@ledger/service-kit/openapi/problem-response';
import { ProgramReader } from '@ledger/service-kit/reads/program-reader';
import { ProgramParams } from '@ledger/service-kit/reads/program-params.dto';
import { MonthQuery, ProgramMonthParams } from './month-query.dto';
import { statementDto, StatementsDto } from './statement.dto';

@ApiTags('statements')
@Requires('read')
@ApiResponse(problemResponse(404, 'There is no such program.'))
@Controller('v1/programs/:program')
export class MonthStatementsController {
  constructor(
    private readonly lists: ProgramLists,
    private readonly reader: ProgramReader,
    private readonly downloads: CsvDownloads,
  ) {}

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

  @Get('statements/:month.csv')
  @ApiOperation({ summary: 'The statements of all partners of a month as CSV, with their lines and payouts' })
  @ApiCsv()
  async downloadStatementLinesOfMonth(@Res() response: Response, @Param() params: ProgramMonthParams): Promise<void> {
    const { program, month } = params;
    // The parameters were checked: it is a month.
    const wanted = parseMonth(month) as Month;
    await this.downloads.send(response, {
      fileName: `${program}-${month}-statements.csv`,
      columns: STATEMENT_COLUMNS,
      read: (take) => this.reader.program(program, ({ snapshot, terms }) => take(rowsOf(snapshot, wanted, terms))),
    });
  }
}

/** One statement after the other; names are no column of it. */
async function* rowsOf(snapshot: ProgramSnapshot, month: Month, { calendar }: ProgramTerms) {
  const unnamed = () => Promise.resolve((ref: string) => ref);
  for (const partner of await statementPartners(snapshot, month)) {
    yield* statementRows(await readStatement(snapshot, { partner, month }, calendar, unnamed));
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
