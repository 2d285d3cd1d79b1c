import { Controller, Get, HttpCode, Param, Post, Query, Req, Res } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { formatInstant, type Instant } from '@ledger/kernel/instant';
import { Audited, type AuditNote } from '@ledger/service-kit/audit/audited';
import { Caller, type StaffCaller } from '@ledger/service-kit/access/caller';
import { Requires } from '@ledger/service-kit/access/requires';
import { ApiFile, serveFile } from '@ledger/service-kit/documents/serve-file';
import { problemResponse } from '@ledger/service-kit/openapi/problem-response';
import { ApiRequestContent } from '@ledger/service-kit/openapi/request-content';
import { ProgramParams } from '@ledger/service-kit/reads/program-params.dto';
import { ProgramReader } from '@ledger/service-kit/reads/program-reader';
import { BodyReader } from '@ledger/service-kit/requests/body-reader';
import { jsonContent, withJson } from '@ledger/service-kit/requests/json-body';
import { conflictId } from '@ledger/desk/deals/conflict-desk';
import { creditsBody, disputeBody, leaveBody, messageBody, settleBody } from './conflict-bodies';
import { clocksOf } from './conflict-notes.service';
import { ConflictFileParams, ConflictParams, ConflictsQuery } from './conflict-params.dto';
import { conflictDto, type ConflictDto, ConflictsDto, ConflictWithLogDto, entryDto } from './conflict.dto';
import { ConflictsService, type ConflictRecord } from './conflicts.service';
import { EvidenceReader, evidenceContent } from './evidence-reader';
import { OverrideEffectDto } from './override-effect.dto';
import { OverridesService } from './overrides.service';

const CREDITS = [{ partner: 'ironwood', role: 'sourced' as const }];
const EVIDENCE = 'Minutes of the call of 3 March: both partners were there.';

/** Conflicts of partners over customers, for staff. */
@ApiTags('conflicts')
@ApiResponse(problemResponse(404, 'There is no such program, conflict, partner or file.'))
@Controller('v1/programs/:program')
export class ConflictsController {
  constructor(
    private readonly conflicts: ConflictsService,
    private readonly overrides: OverridesService,
    private readonly reader: ProgramReader,
    private readonly evidence: EvidenceReader,
    private readonly bodies: BodyReader,
  ) {}

  @Get('conflicts')
  @Requires('read')
  @ApiOperation({ summary: 'The conflicts, overdue ones first; or those that are settled' })
  @ApiOkResponse({ type: ConflictsDto })
  async list(@Param() { program }: ProgramParams, @Query() { state }: ConflictsQuery): Promise<ConflictsDto> {
    const found = await this.conflicts.list(program, state === 'settled');
    return this.reader.program(program, ({ terms, clock }) => {
      const items = found.map((one) => {
        const asOf = clock ?? one.openedAt;
        return conflictDto(one, clocksOf(one, terms, asOf), asOf);
      });
      if (state !== 'settled') items.sort(byUrgency);
      return Promise.resolve({ program, asOf: clock === null ? null : formatInstant(clock), items });
    });
  }

  @Get('conflicts/:conflict')
  @Requires('read')
  @ApiOperation({ summary: 'A conflict with its log; what was said for those who may read personal data' })
  @ApiOkResponse({ type: ConflictWithLogDto })
  async find(
    @Param() { program, conflict }: ConflictParams,
    @Caller() caller: StaffCaller,
  ): Promise<ConflictWithLogDto> {
    await this.reader.program(program, () => Promise.resolve());
    return this.shown(await this.conflicts.find(program, conflict, null), caller);
  }

  @Get('conflicts/:conflict/files/:hash')
  @Requires('read-personal')
  @ApiOperation({ summary: 'A file of a conflict' })
  @ApiFile('The file, as an attachment.')
  async file(@Param() { program, conflict, hash }: ConflictFileParams, @Res() response: Response): Promise<void> {
    serveFile(response, await this.conflicts.file(program, conflict, hash, null));
  }

  @Post('conflicts/:conflict/take')
  @HttpCode(200)
  @Requires('settle-conflicts')
  @ApiOperation({ summary: 'Take a conflict as partner manager; one that is taken stays with whoever has it' })
  @ApiOkResponse({ type: ConflictWithLogDto })
  async take(
    @Param() { program, conflict }: ConflictParams,
    @Caller() caller: StaffCaller,
  ): Promise<ConflictWithLogDto> {
    await this.reader.program(program, () => Promise.resolve());
    return this.shown(await this.conflicts.take(program, conflict, caller.id), caller);
  }

  @Post('conflicts/:conflict/messages')
  @HttpCode(200)
  @Requires('settle-conflicts')
  @ApiOperation({ summary: 'Say something in a conflict: to one of its partners, or among staff' })
  @ApiRequestContent(evidenceContent(messageBody, { words: 'When did you first meet them?', forPartner: 'ironwood' }))
  @ApiOkResponse({ type: ConflictWithLogDto })
  say(
    @Req() request: Request,
    @Param() { program, conflict }: ConflictParams,
    @Caller() caller: StaffCaller,
  ): Promise<ConflictWithLogDto> {
    return this.evidence.read(request, messageBody, async ({ words, forPartner = null }, files) => {
      await this.reader.program(program, () => Promise.resolve());
      const said = { by: caller.id, byPartner: null, forPartner, words, files };
      return this.shown(await this.conflicts.say(program, conflict, said), caller);
    });
  }

  @Post('conflicts/:conflict/preview')
  @HttpCode(200)
  @Requires('settle-conflicts')
  @ApiOperation({ summary: 'What an override would do to the credits and in money; nothing is recorded' })
  @ApiRequestContent(jsonContent(creditsBody, { credits: CREDITS }))
  @ApiOkResponse({ type: OverrideEffectDto })
  @ApiResponse(problemResponse(503, 'Nothing is tried here, or others are being tried: ask again in a moment.'))
  preview(
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
    @Param() { program, conflict }: ConflictParams,
    @Caller() caller: StaffCaller,
  ): Promise<OverrideEffectDto> {
    return withJson(this.bodies, request, creditsBody, async (said) => {
      const { conflict: found } = await this.conflicts.find(program, conflict, null);
      const asked = [{ ...said, customer: found.customer }];
      return this.overrides.preview(program, asked, { by: caller.id, response });
    });
  }

  @Post('conflicts/:conflict/override')
  @HttpCode(200)
  @Requires('settle-conflicts')
  @ApiOperation({ summary: 'Settle a conflict by an override (`attribution.overridden`)' })
  @ApiRequestContent(jsonContent(settleBody, { credits: CREDITS, evidence: EVIDENCE }))
  @ApiOkResponse({ type: ConflictWithLogDto })
  @ApiResponse(problemResponse(409, 'It is settled already.'))
  @ApiResponse(problemResponse(422, 'The gate rejected it: `code` says why; the conflict stays open.'))
  override(
    @Req() request: Request,
    @Param() { program, conflict }: ConflictParams,
    @Caller() caller: StaffCaller,
    @Audited() audit: AuditNote,
  ): Promise<ConflictWithLogDto> {
    return withJson(this.bodies, request, settleBody, async (said) => {
      const { record } = await this.conflicts.override(program, conflict, { ...said, by: caller.id });
      audit.change({ after: { outcome: 'overridden', credits: said.credits, from: said.from ?? null } });
      return this.shown(record, caller);
    });
  }

  @Post('conflicts/:conflict/leave')
  @HttpCode(200)
  @Requires('settle-conflicts')
  @ApiOperation({ summary: 'Settle a conflict by leaving the attribution as it is, with a reason' })
  @ApiRequestContent(jsonContent(leaveBody, { reason: 'The earlier registration stands; the other came after it.' }))
  @ApiOkResponse({ type: ConflictWithLogDto })
  @ApiResponse(problemResponse(409, 'It is settled already.'))
  leave(
    @Req() request: Request,
    @Param() { program, conflict }: ConflictParams,
    @Caller() caller: StaffCaller,
    @Audited() audit: AuditNote,
  ): Promise<ConflictWithLogDto> {
    return withJson(this.bodies, request, leaveBody, async ({ reason }) => {
      const record = await this.conflicts.leave(program, conflict, { by: caller.id, reason });
      audit.change({ after: { outcome: 'left' } });
      return this.shown(record, caller);
    });
  }

  @Post('attribution/disputes')
  @Requires('settle-conflicts')
  @ApiOperation({ summary: 'Enter the dispute of a partner over the attribution of a customer' })
  @ApiRequestContent(evidenceContent(disputeBody, { partner: 'ironwood', customer: 'cus-1001', evidence: EVIDENCE }))
  @ApiCreatedResponse({ type: ConflictWithLogDto })
  dispute(
    @Req() request: Request,
    @Param() { program }: ProgramParams,
    @Caller() caller: StaffCaller,
  ): Promise<ConflictWithLogDto> {
    return this.evidence.read(request, disputeBody, async ({ partner, customer, evidence: words }, files) => {
      const { number } = await this.conflicts.dispute(program, partner, customer, { by: caller.id, words, files });
      return this.shown(await this.conflicts.find(program, conflictId(number), null), caller);
    });
  }

  private async shown({ conflict, entries, files }: ConflictRecord, caller: StaffCaller): Promise<ConflictWithLogDto> {
    const mayRead = caller.may('read-personal', conflict.program);
    return this.reader.program(conflict.program, ({ terms, clock }) => {
      const asOf: Instant = clock ?? conflict.openedAt;
      const log = entries.map((entry) => entryDto(entry, files, mayRead));
      return Promise.resolve({ ...conflictDto(conflict, clocksOf(conflict, terms, asOf), asOf), log });
    });
  }
}

/** Overdue ones first, then by what is due. */
function byUrgency(a: ConflictDto, b: ConflictDto): number {
  if (a.overdue !== b.overdue) return a.overdue ? -1 : 1;
  return (a.due ?? '') < (b.due ?? '') ? -1 : (a.due ?? '') > (b.due ?? '') ? 1 : 0;
}
