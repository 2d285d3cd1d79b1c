import { Controller, Get, Param, Query, Req, Res } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import type { StatementEntry } from '@ledger/read-models/ledger-view';
import { statementColumns } from '@ledger/read-models/report/columns/statement-columns';
import { Requires } from '@ledger/service-kit/access/requires';
import { ProgramLists, type ServedList } from '@ledger/service-kit/lists/program-lists';
import { ApiCsv, ApiJsonOrCsv } from '@ledger/service-kit/openapi/json-or-csv';
import { problemResponse } from '@ledger/service-kit/openapi/problem-response';
import { PartnerParams } from '@ledger/service-kit/reads/program-params.dto';
import type { ReadPartner } from '@ledger/service-kit/reads/program-reader';
import { StatementQuery } from './statement-query.dto';
import { statementDto, StatementsDto } from './statement.dto';
import { statementsOfPartner, statementsPage } from './statements-of-partner';

@ApiTags('statements')
@Requires('read')
@ApiResponse(problemResponse(404, 'There is no such program or partner.'))
@Controller('v1/programs/:program/partners/:partner')
export class StatementsController {
  constructor(private readonly lists: ProgramLists) {}

  @Get('statements')
  @ApiOperation({ summary: "A partner's monthly statements, by currency and month; as CSV all of them" })
  @ApiJsonOrCsv(StatementsDto)
  async listStatements(
    @Req() request: Request,
    @Res() response: Response,
    @Param() { program, partner }: PartnerParams,
    @Query() query: StatementQuery,
  ): Promise<void> {
    await this.lists.sendOfPartner({ request, response }, { program, partner }, query, statements(program, query));
  }

  @Get('statements.csv')
  @ApiOperation({ summary: "All of a partner's monthly statements as CSV" })
  @ApiCsv()
  async downloadStatements(
    @Req() request: Request,
    @Res() response: Response,
    @Param() { program, partner }: PartnerParams,
    @Query() query: StatementQuery,
  ): Promise<void> {
    await this.lists.sendOfPartner({ request, response }, { program, partner }, query, statements(program, query));
  }
}

function statements(program: string, { currency }: StatementQuery): ServedList<StatementEntry, ReadPartner> {
  return {
    name: 'statements',
    columns: statementColumns(program),
    key: ['text', 'text'],
    toItem: statementDto,
    page: (read, request) => statementsPage(read, currency, request),
    rows: (read) => statementsOfPartner(read, currency),
  };
}
