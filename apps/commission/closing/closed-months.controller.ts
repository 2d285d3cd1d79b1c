import { Controller, Get, Inject, Param, Query, Req, Res } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import type { CsvColumn } from '@ledger/documents/csv-table';
import { closedMonthList } from '@ledger/read-models/tables/closed-months';
import { readAll, readPage } from '@ledger/read-models/postgres/queries/list-query';
import type { ClosedMonthRow } from '@ledger/read-models/tables/closed-months';
import type { PersonalReads } from '@ledger/runner/personal/personal-reads';
import { Requires } from '@ledger/service-kit/access/requires';
import { PERSONAL_READS } from '@ledger/service-kit/injection-tokens';
import { ProgramLists, type ServedList } from '@ledger/service-kit/lists/program-lists';
import { ApiCsv, ApiJsonOrCsv } from '@ledger/service-kit/openapi/json-or-csv';
import { problemResponse } from '@ledger/service-kit/openapi/problem-response';
import { PageQuery } from '@ledger/service-kit/pages/page-query.dto';
import { ProgramParams } from '@ledger/service-kit/reads/program-params.dto';
import { closedMonthDto, ClosedMonthsDto, type ClosedMonthDto } from './closed-month.dto';

@ApiTags('statements')
@Requires('read')
@ApiResponse(problemResponse(404, 'There is no such program.'))
@Controller('v1/programs/:program')
export class ClosedMonthsController {
  constructor(
    private readonly lists: ProgramLists,
    @Inject(PERSONAL_READS) private readonly personal: PersonalReads | null,
  ) {}

  @Get('closed-months')
  @ApiOperation({
    summary: 'The accounting months that were closed, in the order in which they were; as CSV all of them',
  })
  @ApiJsonOrCsv(ClosedMonthsDto)
  async listClosedMonths(
    @Req() request: Request,
    @Res() response: Response,
    @Param() { program }: ProgramParams,
    @Query() query: PageQuery,
  ): Promise<void> {
    await this.lists.send({ request, response }, { program }, query, this.closings(program));
  }

  @Get('closed-months.csv')
  @ApiOperation({ summary: 'All accounting months that were closed as CSV' })
  @ApiCsv()
  async downloadClosedMonths(
    @Req() request: Request,
    @Res() response: Response,
    @Param() { program }: ProgramParams,
    @Query() query: PageQuery,
  ): Promise<void> {
    await this.lists.send({ request, response }, { program }, query, this.closings(program));
  }

  private closings(program: string): ServedList<ClosedMonthDto> {
    const { personal } = this;
    return {
      name: 'closed-months',
      columns: columns(program),
      key: ['bigint'],
      toItem: (month) => month,
      page: async ({ snapshot }, request) => {
        const { items, next } = await readPage(snapshot, closedMonthList(snapshot), request);
        return { items: await named(items, personal), next };
      },
      // Few: all are read at once, with the names.
      rows: async function* ({ snapshot }) {
        const rows: ClosedMonthRow[] = [];
        for await (const row of readAll(snapshot, closedMonthList(snapshot))) rows.push(row);
        yield* await named(rows, personal);
      },
    };
  }
}

/** With the names of who closed them. */
async function named(
  rows: readonly ClosedMonthRow[],
  personal: PersonalReads | null,
): Promise<readonly ClosedMonthDto[]> {
  const refs = rows.flatMap(({ by }) => (by === null ? [] : [by]));
  const textOf = (await personal?.texts(refs)) ?? ((ref: string) => ref);
  return rows.map((row) => closedMonthDto(row, textOf));
}

function columns(program: string): readonly CsvColumn<ClosedMonthDto>[] {
  return [
    ['program', () => program],
    ['month', ({ month }) => month],
    ['closedAt', ({ closedAt }) => closedAt],
    ['by', ({ by }) => by],
    ['source', ({ source }) => source],
    ['id', ({ id }) => id],
  ];
}
