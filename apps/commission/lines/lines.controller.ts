import { Controller, Get, Param, Query, Req, Res } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { listedLineEntry } from '@ledger/read-models/as-of/line-entry';
import type { ListedLineEntry } from '@ledger/read-models/ledger-view';
import { lineList } from '@ledger/read-models/tables/lines';
import { lineColumns } from '@ledger/read-models/report/columns/line-columns';
import { Requires } from '@ledger/service-kit/access/requires';
import { listOfQuery, ProgramLists, type ServedList } from '@ledger/service-kit/lists/program-lists';
import { ApiCsv, ApiJsonOrCsv } from '@ledger/service-kit/openapi/json-or-csv';
import { problemResponse } from '@ledger/service-kit/openapi/problem-response';
import { PartnerParams, ProgramParams } from '@ledger/service-kit/reads/program-params.dto';
import { lineDto, LinesDto } from './line.dto';
import { lineFilter, LineQuery, PartnerLineQuery } from './line-query.dto';

@ApiTags('lines')
@Requires('read')
@ApiResponse(problemResponse(404, 'There is no such program or partner.'))
@Controller('v1/programs/:program')
export class LinesController {
  constructor(private readonly lists: ProgramLists) {}

  @Get('lines')
  @ApiOperation({ summary: "A program's lines, by partner, customer, invoice, line and seq; as CSV all of them" })
  @ApiJsonOrCsv(LinesDto)
  async listLinesOfProgram(
    @Req() request: Request,
    @Res() response: Response,
    @Param() { program }: ProgramParams,
    @Query() query: LineQuery,
  ): Promise<void> {
    await this.lists.send({ request, response }, { program }, query, lines(program, query, query.partner));
  }

  @Get('lines.csv')
  @ApiOperation({ summary: "All of a program's lines as CSV" })
  @ApiCsv()
  async downloadLinesOfProgram(
    @Req() request: Request,
    @Res() response: Response,
    @Param() { program }: ProgramParams,
    @Query() query: LineQuery,
  ): Promise<void> {
    await this.lists.send({ request, response }, { program }, query, lines(program, query, query.partner));
  }

  @Get('partners/:partner/lines')
  @ApiOperation({ summary: "A partner's lines, by customer, invoice, line and seq; as CSV all of them" })
  @ApiJsonOrCsv(LinesDto)
  async listLines(
    @Req() request: Request,
    @Res() response: Response,
    @Param() { program, partner }: PartnerParams,
    @Query() query: PartnerLineQuery,
  ): Promise<void> {
    await this.lists.sendOfPartner({ request, response }, { program, partner }, query, lines(program, query, partner));
  }

  @Get('partners/:partner/lines.csv')
  @ApiOperation({ summary: "All of a partner's lines as CSV" })
  @ApiCsv()
  async downloadLines(
    @Req() request: Request,
    @Res() response: Response,
    @Param() { program, partner }: PartnerParams,
    @Query() query: PartnerLineQuery,
  ): Promise<void> {
    await this.lists.sendOfPartner({ request, response }, { program, partner }, query, lines(program, query, partner));
  }
}

function lines(program: string, query: PartnerLineQuery, partner: string | undefined): ServedList<ListedLineEntry> {
  return {
    name: 'lines',
    columns: lineColumns(program),
    toItem: lineDto,
    key: ['text', 'text', 'text', 'text', 'integer'],
    ...listOfQuery(
      ({ snapshot }) => lineList(snapshot, { ...lineFilter(query), partner }),
      // A program with a line has a clock.
      (line, { clock }) => listedLineEntry(line, line.partnerHolds, clock ?? line.row.postedAt),
    ),
  };
}
