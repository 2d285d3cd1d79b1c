import { Controller, Get, Param, Query, Req, Res } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import type { CsvColumn } from '@ledger/documents/csv-table';
import { formatInstant } from '@ledger/kernel/instant';
import { waitingTakebacks } from '@ledger/read-models/tables/takebacks';
import { Requires } from '@ledger/service-kit/access/requires';
import { withAge } from '@ledger/service-kit/lists/age';
import { listOfQuery, ProgramLists, type ServedList } from '@ledger/service-kit/lists/program-lists';
import { ApiCsv, ApiJsonOrCsv } from '@ledger/service-kit/openapi/json-or-csv';
import { problemResponse } from '@ledger/service-kit/openapi/problem-response';
import { ProgramParams } from '@ledger/service-kit/reads/program-params.dto';
import {
  waitingTakebackDto,
  WaitingTakebackQuery,
  WaitingTakebacksDto,
  type AgedTakeback,
} from './waiting-takeback.dto';

@ApiTags('lines')
@Requires('read')
@ApiResponse(problemResponse(404, 'There is no such program.'))
@Controller('v1/programs/:program')
export class WaitingTakebacksController {
  constructor(private readonly lists: ProgramLists) {}

  @Get('waiting-for-invoice')
  @ApiOperation({
    summary: 'Refunds, disputes and voids of invoices that never came, the oldest first; as CSV all of them',
  })
  @ApiJsonOrCsv(WaitingTakebacksDto)
  async listWaitingForInvoice(
    @Req() request: Request,
    @Res() response: Response,
    @Param() { program }: ProgramParams,
    @Query() query: WaitingTakebackQuery,
  ): Promise<void> {
    await this.lists.send({ request, response }, { program }, query, waiting(program, query));
  }

  @Get('waiting-for-invoice.csv')
  @ApiOperation({ summary: 'All refunds, disputes and voids of invoices that never came as CSV' })
  @ApiCsv()
  async downloadWaitingForInvoice(
    @Req() request: Request,
    @Res() response: Response,
    @Param() { program }: ProgramParams,
    @Query() query: WaitingTakebackQuery,
  ): Promise<void> {
    await this.lists.send({ request, response }, { program }, query, waiting(program, query));
  }
}

function waiting(program: string, { type }: WaitingTakebackQuery): ServedList<AgedTakeback> {
  return {
    name: 'waiting-for-invoice',
    columns: columns(program),
    key: ['bigint', 'bigint'],
    toItem: waitingTakebackDto,
    ...listOfQuery(({ snapshot }) => waitingTakebacks(snapshot, type), withAge),
  };
}

function columns(program: string): readonly CsvColumn<AgedTakeback>[] {
  return [
    ['program', () => program],
    ['type', ({ eventType }) => eventType],
    ['about', ({ about }) => about],
    ['invoice', ({ invoice }) => invoice],
    ['at', ({ at }) => formatInstant(at)],
    ['ageDays', ({ ageDays }) => ageDays],
    ['source', ({ source }) => source],
    ['id', ({ id }) => id],
    ['seq', ({ seq }) => seq],
  ];
}
