import { Controller, Get, HttpCode, Param, Post, Req, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { Audited, type AuditNote } from '@ledger/service-kit/audit/audited';
import { Caller, type StaffCaller } from '@ledger/service-kit/access/caller';
import { Requires } from '@ledger/service-kit/access/requires';
import { problemResponse } from '@ledger/service-kit/openapi/problem-response';
import { ApiRequestContent } from '@ledger/service-kit/openapi/request-content';
import { IdParam, ProgramParams } from '@ledger/service-kit/reads/program-params.dto';
import { BodyReader } from '@ledger/service-kit/requests/body-reader';
import { jsonContent, withJson } from '@ledger/service-kit/requests/json-body';
import { instantOf } from './body-fields';
import { DealsJobs } from './deals-jobs';
import { handoverBody, handoverPreviewBody } from './handover-bodies';
import {
  HandoverDto,
  handoverDto,
  HandoverPreviewDto,
  HandoversDto,
  HandoverWithCustomersDto,
  handoverWithCustomersDto,
} from './handover.dto';
import { HandoversService } from './handovers.service';

class HandoverParams extends ProgramParams {
  @IdParam({ example: 'ho_2f6c1b0e7a9d4c53b1e8', description: 'The hand-over.' })
  handover!: string;
}

const EXAMPLE = { fromPartner: 'ironwood', toPartner: 'alder', from: '2026-12-01T00:00:00Z' };

/** Hand-overs of all customers of a partner to another, for staff. */
@ApiTags('conflicts')
@ApiResponse(problemResponse(404, 'There is no such program, partner or hand-over.'))
@Controller('v1/programs/:program')
export class HandoversController {
  constructor(
    private readonly handovers: HandoversService,
    private readonly jobs: DealsJobs,
    private readonly bodies: BodyReader,
  ) {}

  @Post('hand-over-preview')
  @HttpCode(200)
  @Requires('hand-over')
  @ApiOperation({ summary: 'Which customers would be handed over, and what it would move; nothing is recorded' })
  @ApiRequestContent(jsonContent(handoverPreviewBody, EXAMPLE))
  @ApiOkResponse({ type: HandoverPreviewDto })
  @ApiResponse(problemResponse(503, 'Nothing is tried here, or others are being tried: ask again in a moment.'))
  preview(
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
    @Param() { program }: ProgramParams,
    @Caller() { id: by }: StaffCaller,
  ): Promise<HandoverPreviewDto> {
    return withJson(this.bodies, request, handoverPreviewBody, (said) =>
      this.handovers.preview({ ...said, program, from: instantOf(said.from) }, { by, response }),
    );
  }

  @Post('hand-overs')
  @HttpCode(202)
  @Requires('hand-over')
  @ApiOperation({
    summary: 'Hand all customers of a partner over to another from a time on',
    description:
      'One override for each customer, with `from`. It goes on by itself, also after a crash, and shows how far it is.',
  })
  @ApiRequestContent(jsonContent(handoverBody, { ...EXAMPLE, evidence: 'Ironwood closes its practice.', key: 'ho-1' }))
  @ApiResponse({ status: 202, type: HandoverDto, description: 'It is under way.' })
  begin(
    @Req() request: Request,
    @Param() { program }: ProgramParams,
    @Caller() { id: by }: StaffCaller,
    @Audited() audit: AuditNote,
  ): Promise<HandoverDto> {
    return withJson(this.bodies, request, handoverBody, async ({ evidence, key, ...said }) => {
      const asked = { ...said, program, from: instantOf(said.from) };
      const { handover, progress } = await this.handovers.begin(asked, { by, evidence, key });
      audit.change({ after: { handover: handover.id, ...said } });
      this.jobs.kick();
      return handoverDto(handover, progress);
    });
  }

  @Get('hand-overs')
  @Requires('read')
  @ApiOperation({ summary: 'The hand-overs, the latest first, with how far each is' })
  @ApiOkResponse({ type: HandoversDto })
  async list(@Param() { program }: ProgramParams): Promise<HandoversDto> {
    const found = await this.handovers.list(program);
    return { items: found.map(({ handover, progress }) => handoverDto(handover, progress)) };
  }

  @Get('hand-overs/:handover')
  @Requires('read')
  @ApiOperation({ summary: 'A hand-over: how far it is, its customers, and what the gate rejected' })
  @ApiOkResponse({ type: HandoverWithCustomersDto })
  async find(@Param() { program, handover: id }: HandoverParams): Promise<HandoverWithCustomersDto> {
    const found = await this.handovers.find(program, id);
    return handoverWithCustomersDto(found.handover, found.progress, await this.handovers.steps(found));
  }
}
