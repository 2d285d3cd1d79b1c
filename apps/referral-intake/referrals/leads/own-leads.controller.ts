import { Controller, Get, HttpCode, Param, Post, Query, Req, Res } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { MOST_LEAD_CSV_BYTES, MOST_LEAD_ROWS } from '@ledger/desk/referrals/lead-csv';
import { readPage, readRows } from '@ledger/read-models/postgres/queries/list-query';
import { leadList } from '@ledger/read-models/tables/leads';
import { PartnerCaller, type PartnerOfCaller } from '@ledger/service-kit/access/caller';
import { RequiresPartner } from '@ledger/service-kit/access/requires';
import { ApiFile, serveFile } from '@ledger/service-kit/documents/serve-file';
import { problemResponse } from '@ledger/service-kit/openapi/problem-response';
import { ApiRequestContent } from '@ledger/service-kit/openapi/request-content';
import { pageAnswer, type PageAnswer } from '@ledger/service-kit/pages/page-answer';
import { pageRequest } from '@ledger/service-kit/pages/page-query.dto';
import { PartnerReader, type ReadOwn } from '@ledger/service-kit/partners/partner-reader';
import { Problem } from '@ledger/service-kit/problems/problem';
import { BodyReader } from '@ledger/service-kit/requests/body-reader';
import { isMultipart, MultipartReader } from '@ledger/service-kit/requests/multipart-reader';
import { EvidenceReader, evidenceContent } from '../../deals/evidence-reader';
import { leadBody } from './lead-bodies';
import { LeadFiles } from './lead-files.service';
import { LeadReadings, NO_DETAILS, noSuchLead, type LeadDetails } from './lead-readings.service';
import { LeadSubmissions } from './lead-submissions.service';
import * as dto from './lead.dto';

const EXAMPLE = {
  ...{ email: 'ada@larkspur.example', company: 'Larkspur Foods', primaryContact: 'Ada Lark' },
  ...{ note: 'Met at the spring fair.', externalId: 'crm-4711' },
};
const CSV_EXAMPLE =
  'email,company,primary_contact,external_id\nada@larkspur.example,Larkspur Foods,Ada Lark,crm-4711\n';
const CSV = { 'text/csv': { schema: { type: 'string' }, example: CSV_EXAMPLE } };
const CSV_LIMITS = { files: 1, fileBytes: MOST_LEAD_CSV_BYTES, fields: 0, fieldBytes: 0 };

/** The leads of the partner that asks. */
@ApiTags('leads')
@RequiresPartner('own-leads')
@ApiResponse(problemResponse(404, 'There is no such lead or file of this partner, or no such partner yet.'))
@Controller('api/partner/referrals')
export class OwnLeadsController {
  constructor(
    private readonly submissions: LeadSubmissions,
    private readonly leadFiles: LeadFiles,
    private readonly readings: LeadReadings,
    private readonly reader: PartnerReader,
    private readonly evidence: EvidenceReader,
    private readonly bodies: BodyReader,
    private readonly forms: MultipartReader,
  ) {}

  @Post('manual')
  @ApiOperation({
    summary: 'Hand in a lead, with up to three files',
    description:
      'As JSON, or as a form with files. With an `externalId` it may be sent again: the same is answered as the first time, another under the same id is 409. `knownSince` says that the same e-mail or company was known before, and not by whom.',
  })
  @ApiRequestContent(evidenceContent(leadBody, EXAMPLE))
  @ApiCreatedResponse({ type: dto.LeadTakenDto })
  @ApiResponse(problemResponse(409, 'Another lead was handed in under this externalId.'))
  @ApiResponse(problemResponse(413, 'A file, a field or the whole is too large.'))
  @ApiResponse(problemResponse(415, 'Neither JSON nor a form.'))
  @ApiResponse(problemResponse(422, 'The program takes no leads: `not_in_program`.'))
  submitLead(@Req() request: Request, @PartnerCaller() caller: PartnerOfCaller): Promise<dto.LeadTakenDto> {
    return this.evidence.read(request, leadBody, async (lead, files) => {
      const { repeated: _, ...taken } = await this.submissions.submit(caller, lead, files);
      return { ...taken, state: 'received' };
    });
  }

  @Post('csv')
  @HttpCode(200)
  @ApiOperation({
    summary: 'Hand in leads by a CSV file',
    description: `UTF-8, with a line of headings: email, company, primary_contact, and, where wanted, note and external_id. At most ${MOST_LEAD_ROWS} rows and ${MOST_LEAD_CSV_BYTES} bytes. A row that is wrong is named with its column, and the others go through; the same file again does nothing.`,
  })
  @ApiRequestContent(CSV)
  @ApiOkResponse({ type: dto.LeadRowsDto })
  @ApiResponse(problemResponse(413, 'The file is too large.'))
  @ApiResponse(problemResponse(422, 'The program takes no leads: `not_in_program`.'))
  async submitLeads(@Req() request: Request, @PartnerCaller() caller: PartnerOfCaller): Promise<dto.LeadRowsDto> {
    const rows = await this.withCsv(request, (bytes) => this.leadFiles.submit(caller, bytes));
    const count = (result: string) => rows.filter((row) => row.result === result).length;
    const counted = { submitted: count('submitted'), known: count('known'), refused: count('refused') };
    return { ...counted, rows: rows.map((row) => ({ ...row, errors: [...row.errors] })) };
  }

  @Get()
  @ApiOperation({ summary: 'Your leads, the oldest first, with how far each has come' })
  @ApiOkResponse({ type: dto.OwnLeadsDto })
  listOwnLeads(
    @PartnerCaller() caller: PartnerOfCaller,
    @Query() { state, ...query }: dto.OwnLeadQuery,
  ): Promise<PageAnswer<dto.LeadWithDetailsDto>> {
    return this.reader.own(caller, async (read) => {
      const list = leadList(read.snapshot, { partner: caller.partner, state });
      const { items, next } = await readPage(read.snapshot, list, pageRequest(query, ['bigint', 'text']));
      const details = await this.readings.details(caller.program, items);
      const shown: dto.LeadWithDetailsDto[] = [];
      for (const [index, lead] of items.entries()) {
        const why = await this.readings.whyLost(read, lead);
        shown.push(ownLead(read, { ...lead, why }, details[index] ?? NO_DETAILS));
      }
      return pageAnswer(read.snapshot.about, { items: shown, next }, (item) => item);
    });
  }

  @Get(':referral')
  @ApiOperation({ summary: 'One of your leads, with its files' })
  @ApiOkResponse({ type: dto.LeadWithFilesDto })
  findOwnLead(
    @PartnerCaller() caller: PartnerOfCaller,
    @Param() { referral }: dto.LeadParams,
  ): Promise<dto.LeadWithFilesDto> {
    const { program, partner } = caller;
    return this.reader.own(caller, async (read) => {
      const [lead] = await readRows(read.snapshot, leadList(read.snapshot, { partner, referral }));
      if (lead === undefined) throw noSuchLead(referral);
      const [details = NO_DETAILS] = await this.readings.details(program, [lead]);
      const why = await this.readings.whyLost(read, lead);
      return { ...ownLead(read, { ...lead, why }, details), files: await this.readings.files({ program, referral }) };
    });
  }

  @Get(':referral/files/:hash')
  @ApiOperation({ summary: 'A file of one of your leads' })
  @ApiFile('The file, as an attachment.')
  async downloadOwnLeadFile(
    @PartnerCaller() caller: PartnerOfCaller,
    @Param() { referral, hash }: dto.LeadFileParams,
    @Res() response: Response,
  ): Promise<void> {
    const { program, partner } = caller;
    await this.reader.own(caller, async ({ snapshot }) => {
      const found = await readRows(snapshot, leadList(snapshot, { partner, referral }));
      if (found.length === 0) throw noSuchLead(referral);
    });
    serveFile(response, await this.readings.file({ program, referral }, hash));
  }

  private withCsv<T>(request: Request, use: (bytes: Buffer) => Promise<T>): Promise<T> {
    if (!isMultipart(request)) return this.bodies.withBody(request, (bytes) => use(small(bytes)));
    return this.forms.withForm(request, CSV_LIMITS, ({ files: [file] }) => {
      if (file === undefined) throw new Problem('invalid-request', 'The form has no file.');
      return use(file.bytes);
    });
  }
}

/** A partner that sees no names of customers sees none here either. */
function ownLead({ sight }: ReadOwn, lead: dto.JudgedLead, details: LeadDetails): dto.LeadWithDetailsDto {
  const { externalId, knownSince } = details;
  const seen = sight.seesNames ? details : { ...NO_DETAILS, externalId, knownSince };
  return { ...dto.leadWithDetailsDto(lead, seen), customers: lead.customers.map(sight.shown) };
}

function small(bytes: Buffer): Buffer {
  if (bytes.length <= MOST_LEAD_CSV_BYTES) return bytes;
  throw new Problem('too-large', `The file has more than ${MOST_LEAD_CSV_BYTES} bytes: cut it into several.`);
}
