import { Controller, Delete, Get, Headers, HttpCode, Param, Post, Put, Req, Res } from '@nestjs/common';
import { ApiHeader, ApiOkResponse, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { MOST_FILE_BYTES } from '@ledger/desk/files/file-type';
import { mailLocaleOf } from '@ledger/desk/mail/mail-templates';
import { PublicRoute } from '@ledger/service-kit/access/public-route';
import { problemResponse } from '@ledger/service-kit/openapi/problem-response';
import { ApiRequestContent } from '@ledger/service-kit/openapi/request-content';
import { Problem } from '@ledger/service-kit/problems/problem';
import { ProgramParams } from '@ledger/service-kit/reads/program-params.dto';
import { BodyReader } from '@ledger/service-kit/requests/body-reader';
import { jsonContent, withJson } from '@ledger/service-kit/requests/json-body';
import { MultipartReader } from '@ledger/service-kit/requests/multipart-reader';
import { draftBody, newDraftBody } from './draft-bodies';
import { draftDto, DraftDto, DraftFileParams, DraftParams, NewDraftDto, SubmittedDto } from './draft.dto';
import { DraftsService, type ShownDraft } from './drafts.service';

const TOKEN = 'draft-token';
const DraftToken = () => Headers(TOKEN);
const ApiDraftToken = () =>
  ApiHeader({
    name: 'Draft-Token',
    required: true,
    description: 'The secret of the draft, from its link.',
    schema: { type: 'string', example: 'h_uH-mf7pKNFB1C4XaFTuBs0LA5Deb3wXYb2NfkIEOg' },
  });
const FILES_AT_ONCE = 3;
const FORM_OF_FILES = {
  'multipart/form-data': {
    schema: { type: 'object', additionalProperties: { type: 'string', format: 'binary' } },
    example: { taxDocument: 'a PDF' },
  },
};

/** Applications as they are typed: for whoever has the secret of the draft, which its link holds. */
@ApiTags('applications')
@PublicRoute()
@ApiResponse(problemResponse(400, 'What was sent is not valid: `errors` names what.'))
@ApiResponse(problemResponse(404, 'There is no such program, or no draft that the secret opens.'))
@ApiResponse(problemResponse(503, 'This process has no way to the gate, or too much to do: ask again.'))
@Controller('v1/programs/:program/application-drafts')
export class DraftsController {
  constructor(
    private readonly drafts: DraftsService,
    private readonly bodies: BodyReader,
    private readonly forms: MultipartReader,
  ) {}

  @Post()
  @ApiOperation({ summary: 'Begin an application; the answer has the secret of its draft, this once' })
  @ApiRequestContent(jsonContent(newDraftBody, { type: 'partner' }))
  @ApiResponse({ status: 201, type: NewDraftDto })
  begin(
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
    @Param() { program }: ProgramParams,
  ): Promise<NewDraftDto> {
    return withJson(this.bodies, request, newDraftBody, async ({ type: partnerType, locale }) => {
      const language = locale ?? mailLocaleOf(request.headers['accept-language']);
      const { secret, ...draft } = await this.drafts.begin({ program, partnerType, locale: language });
      return { ...tagged(response, draft), secret };
    });
  }

  @Get(':draft')
  @ApiDraftToken()
  @ApiOperation({
    summary: 'A draft, its form, and what is to be done before it can be submitted; ETag names its version',
  })
  @ApiOkResponse({ type: DraftDto })
  @ApiResponse(problemResponse(401, 'No secret.'))
  @ApiResponse(problemResponse(410, 'Nobody wrote it for long: it was dropped.'))
  async find(
    @Res({ passthrough: true }) response: Response,
    @Param() { program, draft }: DraftParams,
    @DraftToken() secret: string | undefined,
  ): Promise<DraftDto> {
    return tagged(response, await this.drafts.find({ program, draft, secret }));
  }

  @Put(':draft')
  @ApiDraftToken()
  @ApiHeader({
    name: 'If-Match',
    required: true,
    description: 'The ETag of the draft as it was read, or *.',
    schema: { type: 'string', example: '*' },
  })
  @ApiOperation({ summary: 'Write all answers of a draft; nothing has to be complete yet' })
  @ApiRequestContent(jsonContent(draftBody, { answers: { name: 'Ann Alder', phone: '+49 221 4711' } }))
  @ApiOkResponse({ type: DraftDto })
  @ApiResponse(problemResponse(401, 'No secret.'))
  @ApiResponse(problemResponse(409, 'It was submitted, and nothing more is asked for.'))
  @ApiResponse(problemResponse(410, 'Nobody wrote it for long: it was dropped.'))
  @ApiResponse(problemResponse(412, 'It was written meanwhile, or If-Match is missing.'))
  @ApiResponse(problemResponse(413, 'More than 200,000 bytes of answers.'))
  write(
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
    @Param() { program, draft }: DraftParams,
    @DraftToken() secret: string | undefined,
    @Headers('if-match') ifMatch: string | undefined,
  ): Promise<DraftDto> {
    return withJson(this.bodies, request, draftBody, async ({ answers }) =>
      tagged(response, await this.drafts.write({ program, draft, secret }, answers, versionOf(ifMatch))),
    );
  }

  @Post(':draft/files')
  @HttpCode(200)
  @ApiDraftToken()
  @ApiOperation({
    summary: 'Add files, each in a part that is named as the field it answers: PDF, PNG or JPEG, 10 MB each',
  })
  @ApiRequestContent(FORM_OF_FILES)
  @ApiOkResponse({ type: DraftDto })
  @ApiResponse(problemResponse(401, 'No secret.'))
  @ApiResponse(problemResponse(409, 'It was submitted, and nothing more is asked for.'))
  @ApiResponse(problemResponse(410, 'Nobody wrote it for long: it was dropped.'))
  @ApiResponse(problemResponse(413, 'A file of more than 10,000,000 bytes, or too many files.'))
  @ApiResponse(problemResponse(415, 'Another content type than multipart/form-data.'))
  async addFiles(
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
    @Param() { program, draft }: DraftParams,
    @DraftToken() secret: string | undefined,
  ): Promise<DraftDto> {
    const access = { program, draft, secret };
    // Nothing of a stranger's files is read.
    await this.drafts.find(access);
    const limits = { files: FILES_AT_ONCE, fileBytes: MOST_FILE_BYTES, fields: 0, fieldBytes: 1_000 };
    return this.forms.withForm(request, limits, async ({ files }) => {
      if (files.length === 0) throw new Problem('invalid-request', 'The form has no file.');
      return tagged(response, await this.drafts.addFiles(access, files));
    });
  }

  @Delete(':draft/files/:hash')
  @ApiDraftToken()
  @ApiOperation({ summary: 'Take a file from a draft' })
  @ApiOkResponse({ type: DraftDto })
  @ApiResponse(problemResponse(401, 'No secret.'))
  @ApiResponse(problemResponse(409, 'It was submitted, and nothing more is asked for.'))
  @ApiResponse(problemResponse(410, 'Nobody wrote it for long: it was dropped.'))
  async removeFile(
    @Res({ passthrough: true }) response: Response,
    @Param() { program, draft, hash }: DraftFileParams,
    @DraftToken() secret: string | undefined,
  ): Promise<DraftDto> {
    return tagged(response, await this.drafts.removeFile({ program, draft, secret }, hash));
  }

  @Post(':draft/submit')
  @HttpCode(200)
  @ApiDraftToken()
  @ApiOperation({ summary: 'Submit a draft; again, the same tracking id is answered' })
  @ApiOkResponse({ type: SubmittedDto })
  @ApiResponse(problemResponse(401, 'No secret.'))
  @ApiResponse(problemResponse(410, 'Nobody wrote it for long: it was dropped.'))
  @ApiResponse(problemResponse(422, 'The rules of the program reject it: `code` says why.'))
  async submit(
    @Param() { program, draft }: DraftParams,
    @DraftToken() secret: string | undefined,
  ): Promise<SubmittedDto> {
    const { trackingId, state } = await this.drafts.submit({ program, draft, secret });
    return { trackingId: trackingId ?? '', state };
  }
}

function tagged(response: Response, draft: ShownDraft): DraftDto {
  response.setHeader('ETag', `"${draft.application.version}"`);
  return draftDto(draft);
}

function versionOf(ifMatch: string | undefined): number | 'any' | null {
  if (ifMatch === undefined) return null;
  if (ifMatch.trim() === '*') return 'any';
  const digits = /^(?:W\/)?"(\d{1,9})"$/.exec(ifMatch.trim())?.[1];
  return digits === undefined ? -1 : Number(digits);
}
