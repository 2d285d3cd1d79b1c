import { Controller, Get, Param, Query, Req, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import type { CsvColumn } from '@ledger/documents/csv-table';
import { formatInstant } from '@ledger/kernel/instant';
import { readRows } from '@ledger/read-models/postgres/queries/list-query';
import { leadList, type LeadWithState } from '@ledger/read-models/tables/leads';
import { Caller, type StaffCaller } from '@ledger/service-kit/access/caller';
import { Requires } from '@ledger/service-kit/access/requires';
import { ApiFile, serveFile } from '@ledger/service-kit/documents/serve-file';
import { listOfQuery, ProgramLists, type ServedList } from '@ledger/service-kit/lists/program-lists';
import { ApiCsv, ApiJsonOrCsv } from '@ledger/service-kit/openapi/json-or-csv';
import { problemResponse } from '@ledger/service-kit/openapi/problem-response';
import { ProgramParams } from '@ledger/service-kit/reads/program-params.dto';
import { ProgramReader, type ReadProgram } from '@ledger/service-kit/reads/program-reader';
import { LeadReadings, NO_DETAILS, noSuchLead } from './lead-readings.service';
import * as dto from './lead.dto';

/** The leads of all partners of a program, for staff. */
@ApiTags('leads')
@ApiResponse(problemResponse(404, 'There is no such program, lead or file.'))
@Controller('v1/programs/:program')
export class ProgramLeadsController {
  constructor(
    private readonly lists: ProgramLists,
    private readonly reader: ProgramReader,
    private readonly readings: LeadReadings,
  ) {}

  @Get('leads')
  @Requires('read')
  @ApiOperation({ summary: 'The leads of a program’s partners, the oldest first; as CSV all of them' })
  @ApiJsonOrCsv(dto.LeadsDto)
  listLeads(
    @Req() request: Request,
    @Res() response: Response,
    @Param() { program }: ProgramParams,
    @Query() query: dto.LeadQuery,
  ): Promise<void> {
    return this.lists.send({ request, response }, { program }, query, this.list(program, query));
  }

  @Get('leads.csv')
  @Requires('read')
  @ApiOperation({ summary: 'All leads of a program’s partners as CSV' })
  @ApiCsv()
  downloadLeads(
    @Req() request: Request,
    @Res() response: Response,
    @Param() { program }: ProgramParams,
    @Query() query: dto.LeadQuery,
  ): Promise<void> {
    return this.lists.send({ request, response }, { program }, query, this.list(program, query));
  }

  @Get('leads/:referral')
  @Requires('read')
  @ApiOperation({ summary: 'A lead; who may read personal data sees whom it is about' })
  @ApiOkResponse({ type: dto.LeadWithFilesDto })
  findLead(
    @Param() { program, referral }: dto.ProgramLeadParams,
    @Caller() caller: StaffCaller,
  ): Promise<dto.LeadWithFilesDto> {
    return this.reader.program(program, async (read) => {
      const [lead] = await readRows(read.snapshot, leadList(read.snapshot, { referral }));
      if (lead === undefined) throw noSuchLead(referral);
      const [kept = NO_DETAILS] = await this.readings.details(program, [lead]);
      const { externalId, knownSince } = kept;
      const details = caller.may('read-personal', program) ? kept : { ...NO_DETAILS, externalId, knownSince };
      const why = await this.readings.whyLost(read, lead);
      const files = await this.readings.files({ program, referral });
      return { ...dto.leadWithDetailsDto({ ...lead, why }, details), files };
    });
  }

  @Get('leads/:referral/files/:hash')
  @Requires('read-personal')
  @ApiOperation({ summary: 'A file of a lead' })
  @ApiFile('The file, as an attachment.')
  async downloadLeadFile(
    @Param() { program, referral, hash }: dto.ProgramLeadFileParams,
    @Res() response: Response,
  ): Promise<void> {
    await this.reader.program(program, () => Promise.resolve());
    serveFile(response, await this.readings.file({ program, referral }, hash));
  }

  private list(program: string, query: dto.LeadQuery): ServedList<dto.JudgedLead> {
    const judged = async (read: ReadProgram, leads: readonly LeadWithState[]): Promise<dto.JudgedLead[]> => {
      const all: dto.JudgedLead[] = [];
      for (const lead of leads) all.push({ ...lead, why: await this.readings.whyLost(read, lead) });
      return all;
    };
    const { page, rows } = listOfQuery(
      ({ snapshot }) => leadList(snapshot, dto.leadFilter(query)),
      (lead) => lead,
    );
    return {
      name: 'leads',
      columns: columns(program),
      key: ['bigint', 'text'],
      toItem: dto.leadDto,
      page: async (read, asked) => {
        const { items, next } = await page(read, asked);
        return { items: await judged(read, items), next };
      },
      rows: async function* (read) {
        // The connection is busy with the rows until they are through.
        const leads: LeadWithState[] = [];
        for await (const lead of rows(read)) leads.push(lead);
        yield* await judged(read, leads);
      },
    };
  }
}

function columns(program: string): readonly CsvColumn<dto.JudgedLead>[] {
  return [
    ['program', () => program],
    ['referral', ({ referral }) => referral],
    ['partner', ({ partner }) => partner],
    ['submittedAt', ({ at }) => formatInstant(at)],
    ['state', ({ state }) => state],
    ['reason', ({ why }) => why?.reason ?? null],
    ['customers', ({ customers }) => customers.join(' ')],
  ];
}
