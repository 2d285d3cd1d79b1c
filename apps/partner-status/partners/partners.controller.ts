import { Controller, Get, Param, Query, Req, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { formatInstant } from '@ledger/kernel/instant';
import { partnerEntry } from '@ledger/read-models/as-of/partner-entry';
import type { PartnerWithCustomers } from '@ledger/read-models/tables/partners';
import type { PartnerEntry } from '@ledger/read-models/ledger-view';
import { readAll, readChosenPage } from '@ledger/read-models/postgres/queries/list-query';
import { partnerList } from '@ledger/read-models/tables/partners';
import { partnerColumns } from '@ledger/read-models/report/columns/partner-columns';
import { Requires } from '@ledger/service-kit/access/requires';
import { ProgramLists, type ServedList } from '@ledger/service-kit/lists/program-lists';
import { ApiCsv, ApiJsonOrCsv } from '@ledger/service-kit/openapi/json-or-csv';
import { problemResponse } from '@ledger/service-kit/openapi/problem-response';
import { PartnerParams, ProgramParams } from '@ledger/service-kit/reads/program-params.dto';
import { ProgramReader, type ReadProgram } from '@ledger/service-kit/reads/program-reader';
import { PartnerQuery } from './partner-query.dto';
import { PartnerAsOfDto, PartnersDto } from './partner.dto';

@ApiTags('partners')
@Requires('read')
@Controller('v1/programs/:program')
export class PartnersController {
  constructor(
    private readonly reader: ProgramReader,
    private readonly lists: ProgramLists,
  ) {}

  @Get('partners')
  @ApiOperation({ summary: 'The partners of a program that applied or enrolled, by id; as CSV all of them' })
  @ApiJsonOrCsv(PartnersDto)
  @ApiResponse(problemResponse(404, 'There is no such program.'))
  async listPartners(
    @Req() request: Request,
    @Res() response: Response,
    @Param() { program }: ProgramParams,
    @Query() query: PartnerQuery,
  ): Promise<void> {
    await this.lists.send({ request, response }, { program }, query, partners(program, query));
  }

  @Get('partners.csv')
  @ApiOperation({ summary: 'All partners of a program as CSV' })
  @ApiCsv()
  @ApiResponse(problemResponse(404, 'There is no such program.'))
  async downloadPartners(
    @Req() request: Request,
    @Res() response: Response,
    @Param() { program }: ProgramParams,
    @Query() query: PartnerQuery,
  ): Promise<void> {
    await this.lists.send({ request, response }, { program }, query, partners(program, query));
  }

  @Get('partners/:partner')
  @ApiOperation({ summary: 'A partner: tier, application, status, wins, customers' })
  @ApiOkResponse({ type: PartnerAsOfDto })
  @ApiResponse(problemResponse(404, 'There is no such program or partner.'))
  async findPartner(@Param() { program, partner }: PartnerParams): Promise<PartnerAsOfDto> {
    return this.reader.partner(program, partner, ({ terms, clock, partner: row }) =>
      Promise.resolve({ program, asOf: formatInstant(clock), ...partnerEntry(row, terms, clock) }),
    );
  }
}

function partners(program: string, query: PartnerQuery): ServedList<PartnerEntry> {
  const entryOf = (row: PartnerWithCustomers, { terms, clock }: ReadProgram) => {
    const entry = clock === null ? null : partnerEntry(row, terms, clock);
    return entry !== null && isAskedFor(entry, query) ? entry : null;
  };
  return {
    name: 'partners',
    columns: partnerColumns(program),
    key: ['text'],
    toItem: (entry) => entry,
    page: (read, request) =>
      readChosenPage(read.snapshot, partnerList(read.snapshot), (row) => entryOf(row, read), request),
    rows: async function* (read) {
      for await (const row of readAll(read.snapshot, partnerList(read.snapshot))) {
        const entry = entryOf(row, read);
        if (entry !== null) yield entry;
      }
    },
  };
}

/** Status is a question of the moment, which no query answers. */
function isAskedFor(entry: PartnerEntry, { status, application, type }: PartnerQuery): boolean {
  const asked = { status, application, type };
  return (['status', 'application', 'type'] as const).every(
    (field) => asked[field] === undefined || asked[field] === entry[field],
  );
}
