import { Controller, Get, Query, Req, Res } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import type { StatementEntry } from '@ledger/read-models/ledger-view';
import { statementColumns } from '@ledger/read-models/report/columns/statement-columns';
import { PartnerCaller, type PartnerOfCaller } from '@ledger/service-kit/access/caller';
import { RequiresPartner } from '@ledger/service-kit/access/requires';
import { ProgramLists, type ServedList } from '@ledger/service-kit/lists/program-lists';
import { ApiCsv, ApiJsonOrCsv } from '@ledger/service-kit/openapi/json-or-csv';
import { problemResponse } from '@ledger/service-kit/openapi/problem-response';
import type { ReadOwn } from '@ledger/service-kit/partners/partner-reader';
import { StatementQuery } from '../statements/statement-query.dto';
import { statementDto, StatementsDto } from '../statements/statement.dto';
import { statementsOfPartner, statementsPage } from '../statements/statements-of-partner';

/** A partner's monthly statements, for itself. */
@ApiTags('for partners')
@RequiresPartner('own-figures')
@ApiResponse(problemResponse(404, 'The partner has neither applied nor enrolled yet.'))
@Controller('api/partner')
export class OwnStatementsController {
  constructor(private readonly lists: ProgramLists) {}

  @Get('statements')
  @ApiOperation({ summary: "The partner's own monthly statements, by currency and month; as CSV all of them" })
  @ApiJsonOrCsv(StatementsDto)
  async listOwnStatements(
    @Req() request: Request,
    @Res() response: Response,
    @PartnerCaller() own: PartnerOfCaller,
    @Query() query: StatementQuery,
  ): Promise<void> {
    await this.lists.sendOwn({ request, response }, own, query, statements(own.program, query));
  }

  @Get('statements.csv')
  @ApiOperation({ summary: "All of the partner's own monthly statements as CSV" })
  @ApiCsv()
  async downloadOwnStatements(
    @Req() request: Request,
    @Res() response: Response,
    @PartnerCaller() own: PartnerOfCaller,
    @Query() query: StatementQuery,
  ): Promise<void> {
    await this.lists.sendOwn({ request, response }, own, query, statements(own.program, query));
  }
}

function statements(program: string, { currency }: StatementQuery): ServedList<StatementEntry, ReadOwn> {
  return {
    name: 'statements',
    columns: statementColumns(program),
    key: ['text', 'text'],
    toItem: statementDto,
    page: (read, request) => statementsPage(read, currency, request),
    rows: (read) => statementsOfPartner(read, currency),
  };
}
