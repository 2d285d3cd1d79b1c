import { Controller, Get, Param, Query, Req, Res } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { lineEntry } from '@ledger/read-models/as-of/line-entry';
import { allLinesOfPartner, linesOfPartner } from '@ledger/read-models/postgres/queries/lines-of-partner';
import type { LineEntry } from '@ledger/read-models/ledger-view';
import { Requires } from '@ledger/service-kit/auth/requires';
import { CsvDownloads } from '@ledger/service-kit/csv/csv-downloads';
import { wantsCsv } from '@ledger/service-kit/csv/wants-csv';
import { ApiCsv, ApiJsonOrCsv } from '@ledger/service-kit/openapi/json-or-csv';
import { problemResponse } from '@ledger/service-kit/openapi/problem-response';
import { pageAnswer, type PageAnswer } from '@ledger/service-kit/pages/page-answer';
import { pageRequest } from '@ledger/service-kit/pages/page-query.dto';
import { PartnerParams } from '@ledger/service-kit/reads/program-params.dto';
import { ProgramReader, type ReadPartner } from '@ledger/service-kit/reads/program-reader';
import { lineColumns } from '@ledger/read-models/report/columns/line-columns';
import { lineDto, LinesDto, type LineDto } from './line.dto';
import { lineFilter, LineQuery } from './line-query.dto';

@ApiTags('lines')
@Requires('read')
@ApiResponse(problemResponse(404, 'There is no such program or partner.'))
@Controller('v1/programs/:program/partners/:partner')
export class LinesController {
  constructor(
    private readonly reader: ProgramReader,
    private readonly downloads: CsvDownloads,
  ) {}

  @Get('lines')
  @ApiOperation({ summary: "A partner's lines, by customer, invoice, line and seq; as CSV all of them" })
  @ApiJsonOrCsv(LinesDto)
  async listLines(
    @Req() request: Request,
    @Res() response: Response,
    @Param() params: PartnerParams,
    @Query() query: LineQuery,
  ): Promise<void> {
    if (wantsCsv(request)) await this.sendLines(response, params, query);
    else response.json(await this.page(params, query));
  }

  @Get('lines.csv')
  @ApiOperation({ summary: "All of a partner's lines as CSV" })
  @ApiCsv()
  async downloadLines(
    @Res() response: Response,
    @Param() params: PartnerParams,
    @Query() query: LineQuery,
  ): Promise<void> {
    await this.sendLines(response, params, query);
  }

  private page({ program, partner }: PartnerParams, query: LineQuery): Promise<PageAnswer<LineDto>> {
    const request = pageRequest(query, ['text', 'text', 'text', 'integer']);
    return this.reader.partner(program, partner, async (read) => {
      const filter = lineFilter(query, read.terms.calendar);
      const page = await linesOfPartner(read.snapshot, partner, filter, request);
      return pageAnswer(read.snapshot.program, page, (line) =>
        lineDto(lineEntry(line, read.partner.holds, read.clock)),
      );
    });
  }

  private sendLines(response: Response, { program, partner }: PartnerParams, query: LineQuery): Promise<void> {
    return this.downloads.send(response, {
      fileName: `${program}-${partner}-lines.csv`,
      columns: lineColumns(program),
      read: (take) => this.reader.partner(program, partner, (read) => take(allLines(read, query))),
    });
  }
}

async function* allLines({ snapshot, terms, partner, clock }: ReadPartner, query: LineQuery): AsyncIterable<LineEntry> {
  const filter = lineFilter(query, terms.calendar);
  for await (const line of allLinesOfPartner(snapshot, partner.partner, filter)) {
    yield lineEntry(line, partner.holds, clock);
  }
}
