import { Controller, Get, Headers, Inject, Param, Post, Query, Req, Res } from '@nestjs/common';
import { ApiCreatedResponse, ApiHeader, ApiOkResponse, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { formStandings } from '@ledger/read-models/tax/form-standings';
import { findPayoutProfile } from '@ledger/read-models/tables/payout-profiles';
import { Caller, type StaffCaller } from '@ledger/service-kit/access/caller';
import { Requires } from '@ledger/service-kit/access/requires';
import { TAX_PAPERS } from '@ledger/service-kit/injection-tokens';
import { problemResponse } from '@ledger/service-kit/openapi/problem-response';
import { ApiRequestContent } from '@ledger/service-kit/openapi/request-content';
import { Problem } from '@ledger/service-kit/problems/problem';
import { PartnerParams } from '@ledger/service-kit/reads/program-params.dto';
import { ProgramReader } from '@ledger/service-kit/reads/program-reader';
import { BodyReader } from '@ledger/service-kit/requests/body-reader';
import { addTaxForm } from '@ledger/tax/forms/add-tax-form';
import { formsWithFiles } from '@ledger/tax/forms/form-with-file';
import { MOST_FORM_BYTES, whyNoForm } from '@ledger/tax/forms/pdf-form';
import type { TaxPapers } from '@ledger/tax/tax-papers';
import {
  AddedTaxFormDto,
  addedTaxFormDto,
  AddTaxFormQuery,
  taxFormDto,
  TaxFormParams,
  TaxFormsDto,
} from './tax-form.dto';

const PDF = 'application/pdf';
const BINARY = { schema: { type: 'string', format: 'binary' } };
const ABOUT_ADD =
  'Keeps the PDF, sealed, and records that the form is there (`partner.tax_form_recorded`): it is valid from now on. The same again changes nothing; a request that was cut off is completed by sending it again. At most 5,000,000 bytes.';
const LONGEST_REASON = 500;

/** The tax forms of a partner, for staff. */
@ApiTags('tax')
@Requires('tax-papers')
@ApiResponse(problemResponse(404, 'There is no such program, partner or form.'))
@ApiResponse(problemResponse(503, 'This process has no key to seal forms with (LEDGER_PERSONAL_KEY), or no gate.'))
@Controller('v1/programs/:program/partners/:partner/tax-forms')
export class TaxFormsController {
  constructor(
    @Inject(TAX_PAPERS) private readonly taxPapers: TaxPapers | null,
    private readonly reader: ProgramReader,
    private readonly bodies: BodyReader,
  ) {}

  @Post()
  @ApiOperation({ summary: 'Add a signed tax form of a partner, as PDF', description: ABOUT_ADD })
  @ApiRequestContent({ [PDF]: { ...BINARY, example: '%PDF-1.7 …' } })
  @ApiCreatedResponse({ type: AddedTaxFormDto })
  @ApiResponse(problemResponse(413, 'More than 5,000,000 bytes.'))
  @ApiResponse(problemResponse(415, 'Another content type than application/pdf.'))
  async addForm(
    @Req() request: Request,
    @Param() { program, partner }: PartnerParams,
    @Query() { form, signedOn }: AddTaxFormQuery,
    @Caller() caller: StaffCaller,
  ): Promise<AddedTaxFormDto> {
    const { forms: desk, offer, now } = this.papers();
    if (request.headers['content-type']?.split(';')[0]?.trim().toLowerCase() !== PDF) {
      throw new Problem('unsupported-media-type', `A tax form is sent as ${PDF}.`);
    }
    const clock = await this.reader.partner(program, partner, (read) => Promise.resolve(read.clock));
    return this.bodies.withBody(request, async (body) => {
      if (body.length > MOST_FORM_BYTES) throw new Problem('too-large', `A form has at most ${MOST_FORM_BYTES} bytes.`);
      const why = whyNoForm(body);
      if (why !== null) throw new Problem('malformed-body', `This is no form: ${why}.`);
      const asked = { by: caller.id, now: now(clock) };
      const added = await addTaxForm({ program, partner, form, signedOn }, body, asked, { desk, offer });
      if (added.state !== 'refused') return addedTaxFormDto(added.state, added.form);
      const { code, detail } = added;
      throw new Problem('invalid-request', `It is not recorded, and not kept: ${code} (${detail}).`, {
        extensions: { code },
      });
    });
  }

  @Get()
  @ApiOperation({ summary: 'The tax forms of a partner, and whether one is missing' })
  @ApiOkResponse({ type: TaxFormsDto })
  async listForms(@Param() { program, partner }: PartnerParams): Promise<TaxFormsDto> {
    const { forms: desk, now } = this.papers();
    const standings = await this.reader.partner(program, partner, async ({ snapshot, terms, clock, partner: row }) => {
      const profile = await findPayoutProfile(snapshot, partner);
      return formStandings(profile === null ? [] : [profile], [row], terms, now(clock));
    });
    const { forms } = formsWithFiles(standings, await desk.list(program, partner));
    return { program, partner, needed: standings.some(({ isMissed }) => isMissed), items: forms.map(taxFormDto) };
  }

  @Get(':id/file')
  @ApiOperation({ summary: 'The PDF of a tax form; who took it out, and why, is noted' })
  @ApiHeader({
    name: 'Access-Reason',
    required: true,
    example: 'audit of 2026',
    description: 'What it is taken out for; kept with the note.',
  })
  @ApiResponse({ status: 200, description: 'The bytes as they were sent.', content: { [PDF]: BINARY } })
  async downloadForm(
    @Res() response: Response,
    @Param() { program, partner, id }: TaxFormParams,
    @Headers('access-reason') reason: string | undefined,
    @Caller() caller: StaffCaller,
  ): Promise<void> {
    const { forms: desk } = this.papers();
    const why = reason?.trim() ?? '';
    if (why === '' || why.length > LONGEST_REASON) {
      throw new Problem(
        'invalid-request',
        `Say what it is taken out for, in the header Access-Reason (at most ${LONGEST_REASON} characters).`,
      );
    }
    const form = await desk.find(program, id);
    if (form?.partner !== partner) throw new Problem('not-found', `${partner} has no form ${id} in ${program}.`);
    const bytes = await desk.download(form, { by: caller.id, why });
    response.status(200).set({
      'Content-Type': PDF,
      'Content-Disposition': `attachment; filename="${id}.pdf"`,
      'Cache-Control': 'no-store',
    });
    response.end(bytes);
  }

  private papers(): TaxPapers {
    if (this.taxPapers !== null) return this.taxPapers;
    throw new Problem('unavailable', 'Tax forms are not taken here: set LEDGER_PERSONAL_KEY for the payout service.');
  }
}
