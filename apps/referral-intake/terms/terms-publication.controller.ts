import { Controller, Delete, Get, HttpCode, Param, Post, Req, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiQuery, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { Audited, type AuditNote } from '@ledger/service-kit/audit/audited';
import { Caller, type StaffCaller } from '@ledger/service-kit/access/caller';
import { Requires } from '@ledger/service-kit/access/requires';
import { problemResponse } from '@ledger/service-kit/openapi/problem-response';
import { ApiRequestContent } from '@ledger/service-kit/openapi/request-content';
import { ProgramParams } from '@ledger/service-kit/reads/program-params.dto';
import { BodyReader } from '@ledger/service-kit/requests/body-reader';
import { jsonContent } from '@ledger/service-kit/requests/json-body';
import { exampleTerms, exampleTermsYaml } from './example-terms';
import { termsBody, withTerms } from './sent-terms';
import { TermsDesk } from './terms-desk.service';
import {
  PreviewParams,
  PublishedTermsDto,
  termsPreviewDto,
  TermsPreviewDto,
  TermsPreviewsDto,
} from './terms-preview.dto';

const asYaml = { 'application/yaml': { schema: { type: 'string' }, example: exampleTermsYaml() } };
const ApiAcknowledge = () =>
  ApiQuery({ name: 'acknowledge', required: false, enum: ['true', 'false'], description: 'Beside YAML: as in JSON.' });

/** A change of terms: first what it comes to, then its publication. */
@ApiTags('terms')
@Requires('manage-terms')
@ApiResponse(problemResponse(404, 'There is no such program or preview.'))
@ApiResponse(problemResponse(413, 'The body has too many bytes.'))
@Controller('v1/programs/:program/terms')
export class TermsPublicationController {
  constructor(
    private readonly desk: TermsDesk,
    private readonly bodies: BodyReader,
  ) {}

  @Post('previews')
  @HttpCode(202)
  @ApiOperation({ summary: 'Have a preview of the next version worked out: what it changes, for whom, and how much' })
  @ApiAcknowledge()
  @ApiRequestContent({ ...jsonContent(termsBody, { terms: exampleTerms() }), ...asYaml })
  @ApiResponse({ status: 202, type: TermsPreviewDto, description: 'It is worked out; ask for it by its id.' })
  @ApiResponse(problemResponse(409, 'The program has that version already.'))
  @ApiResponse(problemResponse(422, 'The terms cannot be the next version.'))
  @ApiResponse(problemResponse(429, 'Too many previews wait.'))
  preview(
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
    @Param() { program }: ProgramParams,
    @Caller() caller: StaffCaller,
  ): Promise<TermsPreviewDto> {
    return withTerms(this.bodies, request, program, async (sent) => {
      const asked = await this.desk.ask(program, sent, caller.id);
      response.location(`/v1/programs/${encodeURIComponent(program)}/terms/previews/${asked.id}`);
      return termsPreviewDto(asked);
    });
  }

  @Get('previews')
  @ApiOperation({ summary: 'The last previews of a program, the latest first' })
  @ApiOkResponse({ type: TermsPreviewsDto })
  async listPreviews(@Param() { program }: ProgramParams): Promise<TermsPreviewsDto> {
    return { items: (await this.desk.list(program)).map(termsPreviewDto) };
  }

  @Get('previews/:preview')
  @ApiOperation({
    summary: 'How far a preview is; once it is done, what the version would change, in words and in money',
  })
  @ApiOkResponse({ type: TermsPreviewDto })
  async findPreview(@Param() { program, preview }: PreviewParams): Promise<TermsPreviewDto> {
    return termsPreviewDto(await this.desk.find(program, preview));
  }

  @Delete('previews/:preview')
  @ApiOperation({ summary: 'Cancel a preview that is not over' })
  @ApiOkResponse({ type: TermsPreviewDto })
  @ApiResponse(problemResponse(409, 'It is over.'))
  async cancelPreview(@Param() { program, preview }: PreviewParams): Promise<TermsPreviewDto> {
    return termsPreviewDto(await this.desk.cancel(program, preview));
  }

  @Post()
  @ApiOperation({
    summary: 'Publish the next version, with the hash of its preview; partners that it concerns are told',
  })
  @ApiAcknowledge()
  @ApiQuery({
    name: 'hash',
    required: false,
    schema: { type: 'string', example: '0123456789abcdef' },
    description: 'Beside YAML: as in JSON.',
  })
  @ApiRequestContent({ ...jsonContent(termsBody, { terms: exampleTerms(), hash: '0123456789abcdef' }), ...asYaml })
  @ApiResponse({ status: 201, type: PublishedTermsDto, description: 'It is published.' })
  @ApiResponse(problemResponse(409, 'The terms differ from those of the preview, or the log has others by now.'))
  @ApiResponse(problemResponse(422, 'The rules of the program reject it.'))
  publish(
    @Req() request: Request,
    @Param() { program }: ProgramParams,
    @Caller() caller: StaffCaller,
    @Audited() audit: AuditNote,
  ): Promise<PublishedTermsDto> {
    return withTerms(this.bodies, request, program, async (sent) => {
      const { version, verdict, id, position } = await this.desk.publish(program, sent, caller.id);
      audit.change({ before: { version: version - 1 }, after: { version, hash: sent.hash } });
      return { program, version, verdict, fact: id, position };
    });
  }
}
