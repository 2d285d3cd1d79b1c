import { Controller, HttpCode, Param, Post, Req, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { randomUUID } from 'node:crypto';
import { Audited, type AuditNote } from '@ledger/service-kit/audit/audited';
import { Caller, type StaffCaller } from '@ledger/service-kit/access/caller';
import { Requires } from '@ledger/service-kit/access/requires';
import type { RecordedFact } from '@ledger/service-kit/facts/desk-facts';
import { problemResponse } from '@ledger/service-kit/openapi/problem-response';
import { ApiRequestContent } from '@ledger/service-kit/openapi/request-content';
import { ProgramParams } from '@ledger/service-kit/reads/program-params.dto';
import { BodyReader } from '@ledger/service-kit/requests/body-reader';
import { jsonContent, withJson } from '@ledger/service-kit/requests/json-body';
import { RecordedFactDto } from './account.dto';
import { overrideBody, previewBody } from './conflict-bodies';
import { OverrideEffectDto } from './override-effect.dto';
import { OverridesService } from './overrides.service';

const EXAMPLE = { customer: 'cus-1001', credits: [{ partner: 'ironwood', role: 'sourced' as const }] };

/** Overrides of attribution, where no conflict is open. */
@ApiTags('conflicts')
@Requires('settle-conflicts')
@ApiResponse(problemResponse(404, 'There is no such program.'))
@Controller('v1/programs/:program/attribution/overrides')
export class OverridesController {
  constructor(
    private readonly overrides: OverridesService,
    private readonly bodies: BodyReader,
  ) {}

  @Post('preview')
  @HttpCode(200)
  @ApiOperation({ summary: 'What an override would do to the credits and in money; nothing is recorded' })
  @ApiRequestContent(jsonContent(previewBody, EXAMPLE))
  @ApiOkResponse({ type: OverrideEffectDto })
  @ApiResponse(problemResponse(503, 'Nothing is tried here, or others are being tried: ask again in a moment.'))
  preview(
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
    @Param() { program }: ProgramParams,
    @Caller() { id: by }: StaffCaller,
  ): Promise<OverrideEffectDto> {
    return withJson(this.bodies, request, previewBody, (asked) =>
      this.overrides.preview(program, [asked], { by, response }),
    );
  }

  @Post()
  @HttpCode(200)
  @ApiOperation({ summary: 'Override the attribution of a customer (`attribution.overridden`)' })
  @ApiRequestContent(jsonContent(overrideBody, { ...EXAMPLE, evidence: 'Referral log of 2026-02-20.' }))
  @ApiOkResponse({ type: RecordedFactDto })
  @ApiResponse(problemResponse(422, 'The gate rejected it: `code` says why.'))
  override(
    @Req() request: Request,
    @Param() { program }: ProgramParams,
    @Caller() { id: by }: StaffCaller,
    @Audited() audit: AuditNote,
  ): Promise<RecordedFact> {
    return withJson(this.bodies, request, overrideBody, async ({ key, ...said }) => {
      const fact = await this.overrides.record(program, { ...said, by, key: `override:${key ?? randomUUID()}` });
      audit.change({ after: { credits: said.credits, from: said.from ?? null } });
      return fact;
    });
  }
}
