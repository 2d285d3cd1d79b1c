import { Controller, Get, Param, Query, Req, Res } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { previewColumns, previewRows } from '@ledger/read-models/preview/preview-rows';
import { NoRunAhead, readRunPreview } from '@ledger/read-models/preview/read-run-preview';
import type { RunPreview } from '@ledger/read-models/preview/run-preview';
import { Requires } from '@ledger/service-kit/access/requires';
import { CsvDownloads } from '@ledger/service-kit/csv/csv-downloads';
import { wantsCsv } from '@ledger/service-kit/csv/wants-csv';
import { ApiCsv, ApiJsonOrCsv } from '@ledger/service-kit/openapi/json-or-csv';
import { problemResponse } from '@ledger/service-kit/openapi/problem-response';
import { Problem } from '@ledger/service-kit/problems/problem';
import { ProgramParams } from '@ledger/service-kit/reads/program-params.dto';
import { ProgramReader } from '@ledger/service-kit/reads/program-reader';
import { PreviewQuery, runPreviewDto, RunPreviewDto, timeAsked } from './preview.dto';

/** What the next payout run will do, before money moves. */
@ApiTags('payouts')
@Requires('read')
@ApiResponse(problemResponse(404, 'There is no such program.'))
@Controller('v1/programs/:program')
export class PreviewController {
  constructor(
    private readonly reader: ProgramReader,
    private readonly downloads: CsvDownloads,
  ) {}

  @Get('payouts/preview')
  @ApiOperation({
    summary: 'What the next run will pay or propose, what it will leave unpaid and why, and the difference to the last',
  })
  @ApiJsonOrCsv(RunPreviewDto)
  async preview(
    @Req() request: Request,
    @Res() response: Response,
    @Param() { program }: ProgramParams,
    @Query() query: PreviewQuery,
  ): Promise<void> {
    const isCsv = wantsCsv(request);
    const preview = await this.read(program, query);
    if (isCsv) await this.download(response, preview);
    else response.json(runPreviewDto(preview));
  }

  @Get('payouts/preview.csv')
  @ApiOperation({
    summary: 'The same as CSV: what it pays, what it leaves, and what is otherwise, as rows of one table',
  })
  @ApiCsv()
  async downloadPreview(
    @Res() response: Response,
    @Param() { program }: ProgramParams,
    @Query() query: PreviewQuery,
  ): Promise<void> {
    await this.download(response, await this.read(program, query));
  }

  private read(program: string, query: PreviewQuery): Promise<RunPreview> {
    return this.reader.program(program, async ({ snapshot, terms, clock }) => {
      if (clock === null) throw new Problem('not-found', `Nothing was accepted yet in ${program}: there is no run.`);
      try {
        return await readRunPreview({ snapshot, terms, clock }, program, timeAsked(query));
      } catch (error) {
        if (error instanceof NoRunAhead) throw new Problem('invalid-request', `${error.message}.`);
        throw error;
      }
    });
  }

  private async download(response: Response, preview: RunPreview): Promise<void> {
    const rows = async function* () {
      yield* previewRows(preview);
    };
    await this.downloads.send(response, {
      fileName: `${preview.program}-payouts-preview.csv`,
      columns: previewColumns(preview),
      read: (take) => take(rows()),
    });
  }
}
