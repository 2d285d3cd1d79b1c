import { Controller, Get, HttpCode, Param, Post, Query, Req, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiProperty, ApiResponse, ApiSchema, ApiTags } from '@nestjs/swagger';
import { Matches } from 'class-validator';
import type { Request, Response } from 'express';
import type { CsvColumn } from '@ledger/documents/csv-table';
import { formatDate } from '@ledger/kernel/calendar';
import { formatInstant } from '@ledger/kernel/instant';
import type { PublishedTerms } from '@ledger/program/program-terms';
import { readRows } from '@ledger/read-models/postgres/queries/list-query';
import { askedPartners, type AskedPartner } from '@ledger/read-models/tables/acknowledgements';
import { Requires } from '@ledger/service-kit/access/requires';
import { FlagFilter } from '@ledger/service-kit/lists/filter-fields';
import { listOfQuery, ProgramLists, type ServedList } from '@ledger/service-kit/lists/program-lists';
import { ApiTime, ApiTimeOrNull } from '@ledger/service-kit/openapi/described-fields';
import { ApiJsonOrCsv } from '@ledger/service-kit/openapi/json-or-csv';
import { problemResponse } from '@ledger/service-kit/openapi/problem-response';
import { pageDto } from '@ledger/service-kit/pages/page-answer';
import { PageQuery } from '@ledger/service-kit/pages/page-query.dto';
import { Problem } from '@ledger/service-kit/problems/problem';
import { ProgramParams } from '@ledger/service-kit/reads/program-params.dto';
import { ProgramReader, type ReadProgram } from '@ledger/service-kit/reads/program-reader';
import { TermsAnnouncements } from './terms-announcements';

class AcknowledgedVersionParams extends ProgramParams {
  @ApiProperty({ type: 'integer', description: 'The number of a version.', example: 1 })
  @Matches(/^[1-9]\d{0,8}$/, { message: '$property must be the number of a version, from 1 on' })
  version!: string;
}

class AcknowledgementQuery extends PageQuery {
  @FlagFilter('Only the partners whose acknowledgement is missing.')
  missing?: string;
}

/** A partner that was asked to acknowledge a version of the terms. */
@ApiSchema({ name: 'TermsAcknowledgement' })
class AcknowledgementDto {
  @ApiProperty()
  partner!: string;

  @ApiTime('When it was first approved or enrolled.')
  approvedAt!: string;

  @ApiTimeOrNull('null: its acknowledgement is missing, and its payouts wait for it.')
  acknowledgedAt!: string | null;
}

const AcknowledgementsDto = pageDto(AcknowledgementDto, 'TermsAcknowledgements');

/** How many were reminded. */
@ApiSchema({ name: 'TermsReminders' })
class RemindersDto {
  @ApiProperty({ type: 'integer', description: 'Partners whose acknowledgement is missing.' })
  partners!: number;

  @ApiProperty({ type: 'integer', description: 'People of theirs who have a mail of today.' })
  people!: number;
}

/** Who has acknowledged a version of the terms, and who is missing. */
@ApiTags('terms')
@ApiResponse(problemResponse(404, 'There is no such program or version.'))
@Controller('v1/programs/:program/terms/versions/:version')
export class AcknowledgementsController {
  constructor(
    private readonly lists: ProgramLists,
    private readonly reader: ProgramReader,
    private readonly announcements: TermsAnnouncements,
  ) {}

  @Get('acknowledgements')
  @Requires('read')
  @ApiOperation({
    summary: 'The partners that a version asked for an acknowledgement, with when they gave it; as CSV all',
  })
  @ApiJsonOrCsv(AcknowledgementsDto)
  async listAcknowledgements(
    @Req() request: Request,
    @Res() response: Response,
    @Param() { program, version }: AcknowledgedVersionParams,
    @Query() query: AcknowledgementQuery,
  ): Promise<void> {
    await this.reader.program(program, (read) => Promise.resolve(versionOf(read, version)));
    await this.lists.send({ request, response }, { program }, query, acknowledgements(program, Number(version), query));
  }

  @Post('reminders')
  @HttpCode(200)
  @Requires('manage-terms')
  @ApiOperation({ summary: 'Remind the partners whose acknowledgement is missing, each at most once a day' })
  @ApiOkResponse({ type: RemindersDto })
  async remind(@Param() { program, version }: AcknowledgedVersionParams): Promise<RemindersDto> {
    const { terms, missing } = await this.reader.program(program, async (read) => ({
      terms: versionOf(read, version),
      missing: await readRows(read.snapshot, askedPartners(read.snapshot, Number(version), { missing: true })),
    }));
    const today = formatDate(Math.floor(Date.now() / 86_400_000) as Parameters<typeof formatDate>[0]);
    const partners = missing.map(({ partner }) => partner);
    return { partners: partners.length, people: await this.announcements.remind(program, terms, partners, today) };
  }
}

function versionOf({ terms: { name, versions } }: ReadProgram, version: string): PublishedTerms {
  const found = versions.find((each) => each.version === Number(version));
  if (found !== undefined) return found;
  throw new Problem('not-found', `The terms of ${name} have no version ${version}.`);
}

function acknowledgements(
  program: string,
  version: number,
  { missing }: AcknowledgementQuery,
): ServedList<AskedPartner> {
  return {
    name: `terms-${version}-acknowledgements`,
    columns: columns(program),
    key: ['text'],
    toItem: ({ partner, approvedAt, acknowledgedAt }): AcknowledgementDto => ({
      partner,
      approvedAt: formatInstant(approvedAt),
      acknowledgedAt: acknowledgedAt === null ? null : formatInstant(acknowledgedAt),
    }),
    ...listOfQuery(
      ({ snapshot }) => askedPartners(snapshot, version, { missing: missing === 'true' }),
      (row) => row,
    ),
  };
}

function columns(program: string): readonly CsvColumn<AskedPartner>[] {
  return [
    ['program', () => program],
    ['partner', ({ partner }) => partner],
    ['approved_at', ({ approvedAt }) => formatInstant(approvedAt)],
    ['acknowledged_at', ({ acknowledgedAt }) => (acknowledgedAt === null ? '' : formatInstant(acknowledgedAt))],
  ];
}
