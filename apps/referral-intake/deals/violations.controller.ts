import { Controller, Get, HttpCode, Inject, Param, Post, Query, Req } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { Request } from 'express';
import { randomUUID } from 'node:crypto';
import { violationStep } from '@ledger/desk/deals/violation-ladder';
import { formatInstant, instant } from '@ledger/kernel/instant';
import { termsAt } from '@ledger/program/program-terms';
import { readRows } from '@ledger/read-models/postgres/queries/list-query';
import { violationList } from '@ledger/read-models/tables/violations';
import { Audited, type AuditNote } from '@ledger/service-kit/audit/audited';
import { Caller, type StaffCaller } from '@ledger/service-kit/access/caller';
import { Requires } from '@ledger/service-kit/access/requires';
import { DeskFacts, type RecordedFact } from '@ledger/service-kit/facts/desk-facts';
import { API_DATA_SOURCE } from '@ledger/service-kit/injection-tokens';
import { IdFilter } from '@ledger/service-kit/lists/filter-fields';
import { problemResponse } from '@ledger/service-kit/openapi/problem-response';
import { ApiRequestContent } from '@ledger/service-kit/openapi/request-content';
import { PartnerParams, ProgramParams } from '@ledger/service-kit/reads/program-params.dto';
import { ProgramReader } from '@ledger/service-kit/reads/program-reader';
import { BodyReader } from '@ledger/service-kit/requests/body-reader';
import { jsonContent, withJson } from '@ledger/service-kit/requests/json-body';
import { DataSource } from 'typeorm';
import { RecordedFactDto } from './account.dto';
import { EvidenceReader, evidenceContent } from './evidence-reader';
import { filesInWords, keepSentFiles } from './kept-files';
import { RegistrationsService } from './registrations.service';
import { liftHoldBody, violationBody } from './standing-bodies';
import { RecordedViolationDto, ViolationsDto } from './violation.dto';

class ViolationsQuery {
  @IdFilter('Of one partner.')
  partner?: string;
}

/** Violations of the price policy, for staff. */
@ApiTags('violations')
@ApiResponse(problemResponse(404, 'There is no such program or partner.'))
@Controller('v1/programs/:program')
export class ViolationsController {
  constructor(
    private readonly facts: DeskFacts,
    private readonly reader: ProgramReader,
    private readonly registrations: RegistrationsService,
    private readonly evidence: EvidenceReader,
    private readonly bodies: BodyReader,
    @Inject(API_DATA_SOURCE) private readonly desk: DataSource,
  ) {}

  @Get('violations')
  @Requires('read')
  @ApiOperation({ summary: 'The violations, what each led to, and holds that were lifted' })
  @ApiOkResponse({ type: ViolationsDto })
  async list(
    @Param() { program }: ProgramParams,
    @Query() { partner }: ViolationsQuery,
    @Caller() caller: StaffCaller,
  ): Promise<ViolationsDto> {
    const mayRead = caller.may('read-personal', program);
    return this.reader.program(program, async ({ snapshot, terms, clock }) => {
      const rows = await readRows(snapshot, violationList(snapshot, { partner }));
      const refs = mayRead ? rows.flatMap(({ byRef, reasonRef }) => [byRef, reasonRef]) : [];
      const textOf = await this.registrations.texts(refs);
      const counts = new Map<string, number>();
      const items = rows.map(({ partner: of, move, at, byRef, reasonRef }) => {
        const nth = move === 'recorded' ? (counts.get(of) ?? 0) + 1 : null;
        if (nth !== null) counts.set(of, nth);
        const ladder = termsAt(terms, at).violations;
        const step = nth === null || ladder === null ? null : violationStep(nth, ladder);
        const said = { by: textOf(byRef), evidence: textOf(reasonRef) };
        return { partner: of, move, nth, step, at: formatInstant(at), ...said };
      });
      return { asOf: clock === null ? null : formatInstant(clock), items };
    });
  }

  @Post('partners/:partner/violations')
  @HttpCode(200)
  @Requires('record-violations')
  @ApiOperation({
    summary: 'Record a violation of the price policy, with evidence (`partner.violation_recorded`)',
    description: 'The first is a warning, the second a hold, the third ends the partnership, as the terms say.',
  })
  @ApiRequestContent(evidenceContent(violationBody, { evidence: 'Advertised 20 % below the list price on 3 March.' }))
  @ApiOkResponse({ type: RecordedViolationDto })
  @ApiResponse(problemResponse(422, 'The gate rejected it: `code` says why.'))
  record(
    @Req() request: Request,
    @Param() { program, partner }: PartnerParams,
    @Caller() { id: by }: StaffCaller,
    @Audited() audit: AuditNote,
  ): Promise<RecordedViolationDto> {
    return this.evidence.read(request, violationBody, async ({ evidence, key }, files) => {
      const { ladder, before } = await this.reader.partner(program, partner, async ({ snapshot, terms, clock }) => ({
        ladder: termsAt(terms, clock).violations ?? { holdAt: Infinity, terminateAt: Infinity },
        before: await readRows(snapshot, violationList(snapshot, { partner })),
      }));
      const id = `violation:${key ?? randomUUID()}`;
      const owner = { program, kind: 'violation', id };
      const kept = await this.desk.transaction((desk) => keepSentFiles(desk, files, owner));
      const reason = [evidence, ...filesInWords(kept)].join('\n');
      const data = { partner, by, reason };
      const fact = await this.facts.record({ program, type: 'partner.violation_recorded', data, key: id });
      const earlier = before.filter((one) => one.move === 'recorded' && one.id !== fact.id);
      const nth = earlier.length + 1;
      const step = violationStep(nth, ladder);
      audit.change({ before: { violations: earlier.length }, after: { violations: nth, step } });
      return { ...fact, nth, step };
    });
  }

  @Post('partners/:partner/violations/lift-hold')
  @HttpCode(200)
  @Requires('record-violations')
  @ApiOperation({ summary: 'Lift the hold for violations of a partner (`partner.violation_hold_lifted`)' })
  @ApiRequestContent(jsonContent(liftHoldBody, { reason: 'The prices are corrected.' }))
  @ApiOkResponse({ type: RecordedFactDto })
  @ApiResponse(problemResponse(422, 'The gate rejected it: `code` says why.'))
  liftHold(
    @Req() request: Request,
    @Param() { program, partner }: PartnerParams,
    @Caller() { id: by }: StaffCaller,
  ): Promise<RecordedFact> {
    return withJson(this.bodies, request, liftHoldBody, async ({ reason, key }) => {
      const recorded = await this.reader.partner(program, partner, ({ snapshot }) =>
        readRows(snapshot, violationList(snapshot, { partner })),
      );
      const now = await this.facts.now(program);
      // Facts of one instant go by their ids: what is lifted is later than what it lifts.
      const last = recorded.findLast(({ move }) => move === 'recorded');
      return this.facts.record({
        program,
        type: 'partner.violation_hold_lifted',
        data: { partner, by, reason },
        key: `hold-lifted:${key ?? randomUUID()}`,
        time: instant(Math.max(now, (last?.at ?? now - 1) + 1)),
      });
    });
  }
}
