import { Controller, Get, Param, Query, Req, Res } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import type { CsvColumn } from '@ledger/documents/csv-table';
import { formatInstant } from '@ledger/kernel/instant';
import { unownedCodeList } from '@ledger/read-models/tables/unowned-codes';
import { Requires } from '@ledger/service-kit/access/requires';
import { withAge } from '@ledger/service-kit/lists/age';
import { listOfQuery, ProgramLists, type ServedList } from '@ledger/service-kit/lists/program-lists';
import { ApiCsv, ApiJsonOrCsv } from '@ledger/service-kit/openapi/json-or-csv';
import { problemResponse } from '@ledger/service-kit/openapi/problem-response';
import { ProgramParams } from '@ledger/service-kit/reads/program-params.dto';
import { unownedCodeDto, UnownedCodeQuery, UnownedCodesDto, type AgedCode } from './unowned-code.dto';

@ApiTags('events')
@Requires('read')
@ApiResponse(problemResponse(404, 'There is no such program.'))
@Controller('v1/programs/:program')
export class UnownedCodesController {
  constructor(private readonly lists: ProgramLists) {}

  @Get('unowned-codes')
  @ApiOperation({ summary: 'Sign-ups with a code that nobody owns, the oldest first; as CSV all of them' })
  @ApiJsonOrCsv(UnownedCodesDto)
  async listUnownedCodes(
    @Req() request: Request,
    @Res() response: Response,
    @Param() { program }: ProgramParams,
    @Query() query: UnownedCodeQuery,
  ): Promise<void> {
    await this.lists.send({ request, response }, { program }, query, signUps(program, query));
  }

  @Get('unowned-codes.csv')
  @ApiOperation({ summary: 'All sign-ups with a code that nobody owns as CSV' })
  @ApiCsv()
  async downloadUnownedCodes(
    @Req() request: Request,
    @Res() response: Response,
    @Param() { program }: ProgramParams,
    @Query() query: UnownedCodeQuery,
  ): Promise<void> {
    await this.lists.send({ request, response }, { program }, query, signUps(program, query));
  }
}

function signUps(program: string, { code }: UnownedCodeQuery): ServedList<AgedCode> {
  return {
    name: 'unowned-codes',
    columns: columns(program),
    key: ['bigint', 'text', 'text', 'text'],
    toItem: unownedCodeDto,
    ...listOfQuery(({ snapshot }) => unownedCodeList(snapshot, code), withAge),
  };
}

function columns(program: string): readonly CsvColumn<AgedCode>[] {
  return [
    ['program', () => program],
    ['code', ({ code }) => code],
    ['clickId', ({ clickId }) => clickId],
    ['customer', ({ customer }) => customer],
    ['at', ({ at }) => formatInstant(at)],
    ['ageDays', ({ ageDays }) => ageDays],
    ['source', ({ source }) => source],
    ['id', ({ id }) => id],
  ];
}
