import { Controller, Get, Param, Query, Req, Res } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import type { CsvColumn } from '@ledger/documents/csv-table';
import { Requires } from '@ledger/service-kit/access/requires';
import { ProgramLists, type ServedList } from '@ledger/service-kit/lists/program-lists';
import { ApiCsv, ApiJsonOrCsv } from '@ledger/service-kit/openapi/json-or-csv';
import { problemResponse } from '@ledger/service-kit/openapi/problem-response';
import { ProgramParams } from '@ledger/service-kit/reads/program-params.dto';
import { lostClaimDto, LostClaimQuery, LostClaimsDto, type LostClaimOfCustomer } from './lost-claim.dto';
import { lostClaims, lostClaimsPage } from './lost-claims';

@ApiTags('attribution')
@Requires('read')
@ApiResponse(problemResponse(404, 'There is no such program.'))
@Controller('v1/programs/:program')
export class LostClaimsController {
  constructor(private readonly lists: ProgramLists) {}

  @Get('lost-claims')
  @ApiOperation({ summary: 'The claims that lost, of all customers, by customer; as CSV all of them' })
  @ApiJsonOrCsv(LostClaimsDto)
  async listLostClaims(
    @Req() request: Request,
    @Res() response: Response,
    @Param() { program }: ProgramParams,
    @Query() query: LostClaimQuery,
  ): Promise<void> {
    await this.lists.send({ request, response }, { program }, query, lost(program, query));
  }

  @Get('lost-claims.csv')
  @ApiOperation({ summary: 'All claims that lost, of all customers, as CSV' })
  @ApiCsv()
  async downloadLostClaims(
    @Req() request: Request,
    @Res() response: Response,
    @Param() { program }: ProgramParams,
    @Query() query: LostClaimQuery,
  ): Promise<void> {
    await this.lists.send({ request, response }, { program }, query, lost(program, query));
  }
}

function lost(program: string, query: LostClaimQuery): ServedList<LostClaimOfCustomer> {
  return {
    name: 'lost-claims',
    columns: columns(program),
    key: ['text', 'integer'],
    toItem: lostClaimDto,
    page: (read, request) => lostClaimsPage(read, query, request),
    rows: (read) => lostClaims(read, query),
  };
}

function columns(program: string): readonly CsvColumn<LostClaimOfCustomer>[] {
  return [
    ['program', () => program],
    ['customer', ({ customer }) => customer],
    ['settledAt', ({ settledAt }) => settledAt],
    ['partner', ({ partner }) => partner],
    ['claim', ({ claim }) => claim],
    ['at', ({ at }) => at],
    ['reason', ({ reason }) => reason],
  ];
}
