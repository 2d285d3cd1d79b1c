import { Controller, HttpCode, Inject, Param, Post, Req } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { Request } from 'express';
import { TAX_FORMS } from '@ledger/contracts/partner-schemas';
import { parseDate } from '@ledger/kernel/calendar';
import { Application } from '@ledger/desk/applications/application.entity';
import { Audited, type AuditNote } from '@ledger/service-kit/audit/audited';
import { Caller, type StaffCaller } from '@ledger/service-kit/access/caller';
import { Requires } from '@ledger/service-kit/access/requires';
import { DeskFacts } from '@ledger/service-kit/facts/desk-facts';
import { API_DATA_SOURCE, TAX_PAPERS } from '@ledger/service-kit/injection-tokens';
import { problemResponse } from '@ledger/service-kit/openapi/problem-response';
import { ApiRequestContent } from '@ledger/service-kit/openapi/request-content';
import { Problem } from '@ledger/service-kit/problems/problem';
import { BodyReader } from '@ledger/service-kit/requests/body-reader';
import { jsonContent, withJson } from '@ledger/service-kit/requests/json-body';
import { addTaxForm } from '@ledger/tax/forms/add-tax-form';
import { whyNoForm } from '@ledger/tax/forms/pdf-form';
import type { TaxPapers } from '@ledger/tax/tax-papers';
import { DataSource } from 'typeorm';
import { z } from 'zod';
import { ApplicationFileParams, ConfirmedTaxFormDto } from './application.dto';
import { ReviewService } from './review.service';

const body = z.strictObject({
  form: z.enum(TAX_FORMS),
  signedOn: z
    .string()
    .refine((text) => parseDate(text) !== null, { error: 'must be a day, YYYY-MM-DD' })
    .describe('As it stands on the form, YYYY-MM-DD.'),
});

/** Tax documents of applications, for finance: confirmed, they are recorded. */
@ApiTags('applications')
@Requires('tax-papers')
@ApiResponse(problemResponse(404, 'There is no such program, application or file.'))
@Controller('v1/programs/:program/applications/:application/files/:hash')
export class TaxDocumentController {
  constructor(
    @Inject(API_DATA_SOURCE) private readonly api: DataSource,
    @Inject(TAX_PAPERS) private readonly papers: TaxPapers | null,
    private readonly review: ReviewService,
    private readonly facts: DeskFacts,
    private readonly bodies: BodyReader,
  ) {}

  @Post('confirm-tax-form')
  @HttpCode(200)
  @ApiOperation({
    summary: 'Confirm that a file of an application is a signed tax form: it is recorded as the partner’s',
    description:
      'Where this process keeps tax forms it is also kept, sealed, among the partner’s. The same again changes nothing.',
  })
  @ApiRequestContent(jsonContent(body, { form: 'W-9', signedOn: '2026-02-01' }))
  @ApiOkResponse({ type: ConfirmedTaxFormDto })
  @ApiResponse(problemResponse(422, 'The rules of the program reject it: `code` says why.'))
  confirm(
    @Req() request: Request,
    @Param() { hash, ...of }: ApplicationFileParams,
    @Caller() caller: StaffCaller,
    @Audited() audit: AuditNote,
  ): Promise<ConfirmedTaxFormDto> {
    return withJson(this.bodies, request, body, async ({ form, signedOn }) => {
      const application = await this.review.find(of);
      const { program, partner, id } = application;
      const { bytes } = await this.review.file(of, hash);
      const why = whyNoForm(bytes);
      if (why !== null) throw new Problem('invalid-request', `This is no form: ${why}.`);
      await this.record({ program, partner, form, signedOn }, { bytes, hash, id, by: caller.id });
      const taxForm = { hash, form, signedOn, by: caller.id };
      await this.api.manager.update(Application, { program, id }, { taxForm });
      audit.change({ before: { taxForm: application.taxForm?.form ?? null }, after: { taxForm: form, signedOn } });
      return { hash, form, signedOn };
    });
  }

  private async record(
    signed: { readonly program: string; readonly partner: string; readonly form: string; readonly signedOn: string },
    {
      bytes,
      hash,
      id,
      by,
    }: { readonly bytes: Buffer; readonly hash: string; readonly id: string; readonly by: string },
  ): Promise<void> {
    const { program, ...data } = signed;
    const now = await this.facts.now(program);
    if (this.papers === null) {
      const key = `application-${id}-tax-form-${data.form}-${data.signedOn}-${hash.slice(0, 16)}`;
      await this.facts.record({ program, type: 'partner.tax_form_recorded', data, key });
      return;
    }
    const { forms: desk, offer } = this.papers;
    const added = await addTaxForm(signed, bytes, { by, now: this.papers.now(now) }, { desk, offer });
    if (added.state !== 'refused') return;
    const { code, detail } = added;
    throw new Problem('rejected', `partner.tax_form_recorded was rejected: ${detail}.`, { extensions: { code } });
  }
}
