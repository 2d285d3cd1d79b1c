import { Controller, Get, Query, Req, Res } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { readAll, readPage } from '@ledger/read-models/postgres/queries/list-query';
import { ownLineList } from '@ledger/read-models/tables/own-lines';
import { customersOfPartner } from '@ledger/read-models/tables/customer-partners';
import { PartnerCaller, type PartnerOfCaller } from '@ledger/service-kit/access/caller';
import { RequiresPartner } from '@ledger/service-kit/access/requires';
import { ProgramLists, type ServedList } from '@ledger/service-kit/lists/program-lists';
import { ApiCsv, ApiJsonOrCsv } from '@ledger/service-kit/openapi/json-or-csv';
import { problemResponse } from '@ledger/service-kit/openapi/problem-response';
import type { ReadOwn } from '@ledger/service-kit/partners/partner-reader';
import { lineFilter, PartnerLineQuery } from '../lines/line-query.dto';
import { OwnLinesDto, ownLine, ownLineColumns, ownLineDto, type OwnLine } from './own-line.dto';

/** What a partner earned, line by line, for itself. */
@ApiTags('for partners')
@RequiresPartner('own-figures')
@ApiResponse(problemResponse(404, 'The partner has neither applied nor enrolled yet.'))
@Controller('api/partner')
export class OwnLinesController {
  constructor(private readonly lists: ProgramLists) {}

  @Get('lines')
  @ApiOperation({ summary: "The partner's own lines, as they were posted, what holds each; as CSV all of them" })
  @ApiJsonOrCsv(OwnLinesDto)
  async listOwnLines(
    @Req() request: Request,
    @Res() response: Response,
    @PartnerCaller() own: PartnerOfCaller,
    @Query() query: PartnerLineQuery,
  ): Promise<void> {
    await this.lists.sendOwn({ request, response }, own, query, lines(own.program, query));
  }

  @Get('lines.csv')
  @ApiOperation({ summary: "All of the partner's own lines as CSV" })
  @ApiCsv()
  async downloadOwnLines(
    @Req() request: Request,
    @Res() response: Response,
    @PartnerCaller() own: PartnerOfCaller,
    @Query() query: PartnerLineQuery,
  ): Promise<void> {
    await this.lists.sendOwn({ request, response }, own, query, lines(own.program, query));
  }
}

function lines(program: string, query: PartnerLineQuery): ServedList<OwnLine, ReadOwn> {
  return {
    name: 'lines',
    columns: ownLineColumns(program),
    toItem: ownLineDto,
    key: ['bigint', 'text', 'text', 'integer'],
    page: async (read, request) => {
      const { items, next } = await readPage(read.snapshot, await listOf(read, query), request);
      return { items: items.map((line) => ownLine(line, read)), next };
    },
    rows: async function* (read) {
      for await (const line of readAll(read.snapshot, await listOf(read, query))) yield ownLine(line, read);
    },
  };
}

/** Who sees pseudonyms asks by them. */
async function listOf(read: ReadOwn, query: PartnerLineQuery) {
  const { snapshot, key, sight } = read;
  const filter = { ...lineFilter(query), partner: key.partner };
  if (filter.customer === undefined || sight.seesNames) return ownLineList(snapshot, filter);
  const known = await customersOfPartner(snapshot, key.partner);
  const customer = known.find((id) => sight.shown(id) === filter.customer);
  // No customer is called by a pseudonym: then no line is found.
  return ownLineList(snapshot, { ...filter, customer: customer ?? `no customer ${filter.customer}` });
}
