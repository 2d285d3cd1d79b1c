import { Controller, Get, Param, Query, Req, Res } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import type { CsvColumn } from '@ledger/documents/csv-table';
import { formatInstant } from '@ledger/kernel/instant';
import { anomalyList } from '@ledger/read-models/tables/anomalies';
import { Requires } from '@ledger/service-kit/access/requires';
import { withAge } from '@ledger/service-kit/lists/age';
import { listOfQuery, ProgramLists, type ServedList } from '@ledger/service-kit/lists/program-lists';
import { ApiCsv, ApiJsonOrCsv } from '@ledger/service-kit/openapi/json-or-csv';
import { problemResponse } from '@ledger/service-kit/openapi/problem-response';
import { ProgramParams } from '@ledger/service-kit/reads/program-params.dto';
import { AnomaliesDto, anomalyDto, AnomalyQuery, type AgedAnomaly } from './anomaly.dto';

@ApiTags('lines')
@Requires('read')
@ApiResponse(problemResponse(404, 'There is no such program.'))
@Controller('v1/programs/:program')
export class AnomaliesController {
  constructor(private readonly lists: ProgramLists) {}

  @Get('anomalies')
  @ApiOperation({
    summary:
      'What was accepted and does not fit together, such as a void without effect, by code and detail; as CSV all of it',
  })
  @ApiJsonOrCsv(AnomaliesDto)
  async listAnomalies(
    @Req() request: Request,
    @Res() response: Response,
    @Param() { program }: ProgramParams,
    @Query() query: AnomalyQuery,
  ): Promise<void> {
    await this.lists.send({ request, response }, { program }, query, anomalies(program, query));
  }

  @Get('anomalies.csv')
  @ApiOperation({ summary: 'All that was accepted and does not fit together as CSV' })
  @ApiCsv()
  async downloadAnomalies(
    @Req() request: Request,
    @Res() response: Response,
    @Param() { program }: ProgramParams,
    @Query() query: AnomalyQuery,
  ): Promise<void> {
    await this.lists.send({ request, response }, { program }, query, anomalies(program, query));
  }
}

function anomalies(program: string, { code }: AnomalyQuery): ServedList<AgedAnomaly> {
  return {
    name: 'anomalies',
    columns: columns(program),
    key: ['text', 'text', 'text'],
    toItem: anomalyDto,
    ...listOfQuery(({ snapshot }) => anomalyList(snapshot, code), withAge),
  };
}

function columns(program: string): readonly CsvColumn<AgedAnomaly>[] {
  return [
    ['program', () => program],
    ['code', ({ code }) => code],
    ['detail', ({ detail }) => detail],
    ['invoice', ({ invoice }) => invoice],
    ['at', ({ at }) => (at === null ? null : formatInstant(at))],
    ['ageDays', ({ ageDays }) => ageDays],
  ];
}
