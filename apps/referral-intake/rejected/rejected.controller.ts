import { Controller, Get, Inject, Param, Query, Req, Res } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { readAll, readPage } from '@ledger/read-models/postgres/queries/list-query';
import { rejectedList } from '@ledger/read-models/tables/rejected';
import type { PersonalReads } from '@ledger/runner/personal/personal-reads';
import { UNASSIGNED } from '@ledger/runner/unassigned-arrival';
import { Requires } from '@ledger/service-kit/access/requires';
import { PERSONAL_READS } from '@ledger/service-kit/injection-tokens';
import { ProgramLists, type ServedList } from '@ledger/service-kit/lists/program-lists';
import { ApiCsv, ApiJsonOrCsv } from '@ledger/service-kit/openapi/json-or-csv';
import { problemResponse } from '@ledger/service-kit/openapi/problem-response';
import { ProgramParams } from '@ledger/service-kit/reads/program-params.dto';
import type { ReadRows } from '@ledger/service-kit/reads/program-reader';
import { rejectedDto, RejectedEventsDto } from './rejected.dto';
import { rejectedFilter, RejectedQuery } from './rejected-query.dto';
import { rejectionColumns } from './rejection-columns';
import { allShownRejections, shownRejections, type ShownRejection } from './shown-rejections';

const WORKLIST =
  'Of several that are the same the last one; what was accepted later under its id is left out, unless `all` is true.';
const OF_NONE = 'that belong to no program: unreadable ones, and those that name an unknown one';

@ApiTags('events')
@Requires('read')
@Controller('v1')
export class RejectedController {
  constructor(
    private readonly lists: ProgramLists,
    @Inject(PERSONAL_READS) private readonly personal: PersonalReads | null,
  ) {}

  @Get('programs/:program/rejected')
  @ApiOperation({ summary: "A program's rejected events, in the order of their arrival", description: WORKLIST })
  @ApiJsonOrCsv(RejectedEventsDto)
  @ApiResponse(problemResponse(404, 'There is no such program.'))
  async listRejected(
    @Req() request: Request,
    @Res() response: Response,
    @Param() { program }: ProgramParams,
    @Query() query: RejectedQuery,
  ): Promise<void> {
    await this.lists.send({ request, response }, { program }, query, this.rejected(program, query));
  }

  @Get('programs/:program/rejected.csv')
  @ApiOperation({ summary: "All of a program's rejected events as CSV", description: WORKLIST })
  @ApiCsv()
  @ApiResponse(problemResponse(404, 'There is no such program.'))
  async downloadRejected(
    @Req() request: Request,
    @Res() response: Response,
    @Param() { program }: ProgramParams,
    @Query() query: RejectedQuery,
  ): Promise<void> {
    await this.lists.send({ request, response }, { program }, query, this.rejected(program, query));
  }

  @Get('rejected')
  @ApiOperation({ summary: `Rejected events ${OF_NONE}`, description: WORKLIST })
  @ApiJsonOrCsv(RejectedEventsDto)
  async listUnassigned(
    @Req() request: Request,
    @Res() response: Response,
    @Query() query: RejectedQuery,
  ): Promise<void> {
    await this.lists.sendUnassigned({ request, response }, query, this.rejected(UNASSIGNED, query));
  }

  @Get('rejected.csv')
  @ApiOperation({ summary: `Rejected events ${OF_NONE}; all as CSV`, description: WORKLIST })
  @ApiCsv()
  async downloadUnassigned(
    @Req() request: Request,
    @Res() response: Response,
    @Query() query: RejectedQuery,
  ): Promise<void> {
    await this.lists.sendUnassigned({ request, response }, query, this.rejected(UNASSIGNED, query));
  }

  private rejected(program: string, query: RejectedQuery): ServedList<ShownRejection, ReadRows> {
    const filter = rejectedFilter(query);
    const { personal } = this;
    return {
      name: 'rejected',
      columns: rejectionColumns(program),
      key: ['bigint'],
      toItem: rejectedDto,
      page: async ({ snapshot }, request) => {
        const { items, next } = await readPage(snapshot, rejectedList(snapshot, filter), request);
        return { items: await shownRejections(items, personal), next };
      },
      rows: ({ snapshot }) => allShownRejections(readAll(snapshot, rejectedList(snapshot, filter)), personal),
    };
  }
}
