import { Controller, Get, Inject, Param, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { listRejected } from '@ledger/read-models/postgres/queries/list-rejected';
import { readProgram, type ProgramSnapshot } from '@ledger/read-models/postgres/queries/program-snapshot';
import { UNASSIGNED } from '@ledger/runner/unassigned-arrival';
import { Requires } from '@ledger/service-kit/auth/requires';
import { READ_MODELS } from '@ledger/service-kit/injection-tokens';
import { problemResponse } from '@ledger/service-kit/openapi/problem-response';
import { pageAnswer, type PageAnswer } from '@ledger/service-kit/pages/page-answer';
import { pageRequest } from '@ledger/service-kit/pages/page-query.dto';
import { ProgramParams } from '@ledger/service-kit/reads/program-params.dto';
import { ProgramReader } from '@ledger/service-kit/reads/program-reader';
import { DataSource } from 'typeorm';
import { rejectedDto, RejectedEventsDto, RejectedQuery, type RejectedDto } from './rejected.dto';

@ApiTags('events')
@Requires('read')
@Controller('v1')
export class RejectedController {
  constructor(
    private readonly reader: ProgramReader,
    @Inject(READ_MODELS) private readonly readModels: DataSource,
  ) {}

  @Get('programs/:program/rejected')
  @ApiOperation({ summary: "A program's rejected events, in the order of their arrival" })
  @ApiOkResponse({ type: RejectedEventsDto })
  @ApiResponse(problemResponse(404, 'The program is not published.'))
  async listRejected(
    @Param() { program }: ProgramParams,
    @Query() query: RejectedQuery,
  ): Promise<PageAnswer<RejectedDto>> {
    return this.reader.program(program, ({ snapshot }) => rejectedPage(snapshot, query));
  }

  @Get('rejected')
  @ApiOperation({
    summary: 'Rejected events that belong to no program: unreadable ones, and those that name an unknown one',
  })
  @ApiOkResponse({ type: RejectedEventsDto })
  async listUnassigned(@Query() query: RejectedQuery): Promise<PageAnswer<RejectedDto>> {
    return readProgram(this.readModels, UNASSIGNED, (snapshot) => rejectedPage(snapshot, query));
  }
}

async function rejectedPage(snapshot: ProgramSnapshot, query: RejectedQuery): Promise<PageAnswer<RejectedDto>> {
  const page = await listRejected(snapshot, query.code, pageRequest(query, ['bigint']));
  return pageAnswer(snapshot.program, page, rejectedDto);
}
