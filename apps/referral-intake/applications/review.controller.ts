import { Controller, Get, HttpCode, Param, Post, Query, Req, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import type { Decision } from '@ledger/desk/applications/application-parts';
import type { Application } from '@ledger/desk/applications/application.entity';
import { asQueued } from '@ledger/desk/applications/as-queued';
import { Audited, type AuditNote } from '@ledger/service-kit/audit/audited';
import { Caller, type StaffCaller } from '@ledger/service-kit/access/caller';
import { Requires } from '@ledger/service-kit/access/requires';
import { ApiFile, serveFile } from '@ledger/service-kit/documents/serve-file';
import { DeskFacts } from '@ledger/service-kit/facts/desk-facts';
import { ApiCsv, ApiJsonOrCsv } from '@ledger/service-kit/openapi/json-or-csv';
import { problemResponse } from '@ledger/service-kit/openapi/problem-response';
import { ApiRequestContent } from '@ledger/service-kit/openapi/request-content';
import { ProgramParams } from '@ledger/service-kit/reads/program-params.dto';
import { VisiblePositions } from '@ledger/service-kit/reads/visible-positions';
import { BodyReader } from '@ledger/service-kit/requests/body-reader';
import { jsonContent, withJson } from '@ledger/service-kit/requests/json-body';
import { ApplicationQueue } from './application-queue';
import {
  applicationDto,
  ApplicationDto,
  ApplicationFileParams,
  ApplicationParams,
  ApplicationQuery,
  QueuedApplicationsDto,
} from './application.dto';
import { approveBody, reasonBody } from './draft-bodies';
import { PromotionSlotsService } from './promotion-slots';
import { ReviewService } from './review.service';

const DECIDED = 'What was begun is carried to its end, also by whoever asks again; the same again changes nothing.';

/** Applications, for those who review them. */
@ApiTags('applications')
@ApiResponse(problemResponse(404, 'There is no such program, application or file.'))
@Controller('v1/programs/:program')
export class ReviewController {
  constructor(
    private readonly review: ReviewService,
    private readonly queue: ApplicationQueue,
    private readonly slots: PromotionSlotsService,
    private readonly positions: VisiblePositions,
    private readonly facts: DeskFacts,
    private readonly bodies: BodyReader,
  ) {}

  @Get('applications')
  @Requires('read-personal')
  @ApiOperation({
    summary: 'Applications: those that wait for a review first, the longest due first; as CSV all of them',
  })
  @ApiJsonOrCsv(QueuedApplicationsDto)
  async list(
    @Req() request: Request,
    @Res() response: Response,
    @Param() { program }: ProgramParams,
    @Query() query: ApplicationQuery,
  ): Promise<void> {
    await this.queue.send({ request, response }, program, query);
  }

  @Get('applications.csv')
  @Requires('read-personal')
  @ApiOperation({ summary: 'All applications as CSV' })
  @ApiCsv()
  async download(
    @Req() request: Request,
    @Res() response: Response,
    @Param() { program }: ProgramParams,
    @Query() query: ApplicationQuery,
  ): Promise<void> {
    await this.queue.send({ request, response }, program, query);
  }

  @Get('applications/:application')
  @Requires('read-personal')
  @ApiOperation({ summary: 'An application with its answers' })
  @ApiOkResponse({ type: ApplicationDto })
  async find(@Param() params: ApplicationParams): Promise<ApplicationDto> {
    return this.shown(await this.review.find(params));
  }

  @Get('applications/:application/files/:hash')
  @Requires('read-personal')
  @ApiOperation({ summary: 'A file of an application' })
  @ApiFile('The bytes as they were sent.')
  async downloadFile(@Res() response: Response, @Param() { hash, ...of }: ApplicationFileParams): Promise<void> {
    serveFile(response, await this.review.file(of, hash));
  }

  @Post('applications/:application/approve')
  @HttpCode(200)
  @Requires('review-applications')
  @ApiOperation({
    summary: 'Approve an application: its first person is invited, and it gets its code where the program has codes',
    description: DECIDED,
  })
  @ApiRequestContent(jsonContent(approveBody, { reason: 'references checked' }))
  @ApiOkResponse({ type: ApplicationDto })
  @ApiResponse(problemResponse(409, 'It stands otherwise.'))
  @ApiResponse(problemResponse(422, 'The rules of the program reject it: `code` says why.'))
  approve(
    @Req() request: Request,
    @Param() params: ApplicationParams,
    @Caller() caller: StaffCaller,
    @Audited() audit: AuditNote,
  ): Promise<ApplicationDto> {
    return withJson(this.bodies, request, approveBody, ({ reason = null }) =>
      this.decide(params, 'approve', { by: caller.id, reason }, audit),
    );
  }

  @Post('applications/:application/reject')
  @HttpCode(200)
  @Requires('review-applications')
  @ApiOperation({ summary: 'Reject an application, with a reason that the applicant reads', description: DECIDED })
  @ApiRequestContent(jsonContent(reasonBody, { reason: 'we have no partners in this market' }))
  @ApiOkResponse({ type: ApplicationDto })
  @ApiResponse(problemResponse(409, 'It stands otherwise.'))
  @ApiResponse(problemResponse(422, 'The rules of the program reject it: `code` says why.'))
  reject(
    @Req() request: Request,
    @Param() params: ApplicationParams,
    @Caller() caller: StaffCaller,
    @Audited() audit: AuditNote,
  ): Promise<ApplicationDto> {
    return withJson(this.bodies, request, reasonBody, ({ reason }) =>
      this.decide(params, 'reject', { by: caller.id, reason }, audit),
    );
  }

  @Post('applications/:application/ask')
  @HttpCode(200)
  @Requires('review-applications')
  @ApiOperation({
    summary: 'Ask an applicant for more: its draft is open again by the link in the mail',
    description: DECIDED,
  })
  @ApiRequestContent(jsonContent(reasonBody, { reason: 'the tax form is not signed' }))
  @ApiOkResponse({ type: ApplicationDto })
  @ApiResponse(problemResponse(409, 'It stands otherwise.'))
  @ApiResponse(problemResponse(422, 'The rules of the program reject it: `code` says why.'))
  ask(
    @Req() request: Request,
    @Param() params: ApplicationParams,
    @Caller() caller: StaffCaller,
    @Audited() audit: AuditNote,
  ): Promise<ApplicationDto> {
    return withJson(this.bodies, request, reasonBody, ({ reason }) =>
      this.decide(params, 'ask', { by: caller.id, reason }, audit),
    );
  }

  private async decide(
    of: ApplicationParams,
    decision: Decision,
    said: { readonly by: string; readonly reason: string | null },
    audit: AuditNote,
  ): Promise<ApplicationDto> {
    const before = await this.review.find(of);
    audit.change({ before: { state: before.state } });
    const { application, position } = await this.review.decide(of, decision, said);
    audit.change({ after: { state: application.state, code: application.code } });
    // Which slot was taken the stages decide: the answer waits until the read models show it.
    const hasSlots = decision === 'approve' && (await this.slots.list(of.program)).length > 0;
    if (hasSlots && position !== null) await this.positions.until(BigInt(position), of.program);
    return this.shown(application);
  }

  private async shown(application: Application): Promise<ApplicationDto> {
    const { program, partner } = application;
    const slot = await this.slots.of(program, partner);
    const nowMs = Number(await this.facts.now(program));
    return applicationDto(application, asQueued(application), { nowMs, slot });
  }
}
