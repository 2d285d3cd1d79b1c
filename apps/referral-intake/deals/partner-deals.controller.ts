import { Controller, Get, HttpCode, Inject, Param, Post, Query, Req, Res } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { filesOf, readFileOf } from '@ledger/desk/files/keep-file';
import { readPage } from '@ledger/read-models/postgres/queries/list-query';
import { findRegistration, registrationList } from '@ledger/read-models/tables/registrations';
import { PartnerCaller, type PartnerOfCaller } from '@ledger/service-kit/access/caller';
import { RequiresPartner } from '@ledger/service-kit/access/requires';
import { ApiFile, serveFile } from '@ledger/service-kit/documents/serve-file';
import { API_DATA_SOURCE } from '@ledger/service-kit/injection-tokens';
import { problemResponse } from '@ledger/service-kit/openapi/problem-response';
import { ApiRequestContent } from '@ledger/service-kit/openapi/request-content';
import { pageAnswer } from '@ledger/service-kit/pages/page-answer';
import { pageRequest, PageQuery } from '@ledger/service-kit/pages/page-query.dto';
import { PartnerReader } from '@ledger/service-kit/partners/partner-reader';
import { DataSource } from 'typeorm';
import { DealFileParams, DealParams } from './deal-params.dto';
import { EvidenceReader, evidenceContent } from './evidence-reader';
import { registerBody } from './registration-bodies';
import { noSuchDeal, RegistrationsService } from './registrations.service';
import { RegisteredDealDto, registrationDto, RegistrationsDto, RegistrationWithEvidenceDto } from './registration.dto';

const EXAMPLE = {
  externalId: 'crm-4711',
  company: 'Larkspur Foods',
  firstContactAt: '2026-11-20T09:00:00Z',
  relationship: 'prospective',
  evidence: 'Intro call with their CFO on 20 November, minutes attached.',
} as const;

/** A partner's own registrations of deals. */
@ApiTags('partners: deals')
@RequiresPartner('own-deals')
@ApiResponse(problemResponse(404, 'The partner is not in the program, or has no such registration or file.'))
@Controller('api/partner/deals')
export class PartnerDealsController {
  constructor(
    private readonly registrations: RegistrationsService,
    private readonly reader: PartnerReader,
    private readonly evidence: EvidenceReader,
    @Inject(API_DATA_SOURCE) private readonly desk: DataSource,
  ) {}

  @Post()
  @ApiOperation({
    summary: 'Register a deal',
    description:
      'With evidence as text, as files, or both. The answer shows the deadlines of the terms; what the gate rejects (`registered_too_late`, `evidence_required`, …) is answered with its code.',
  })
  @ApiRequestContent(evidenceContent(registerBody, EXAMPLE))
  @ApiCreatedResponse({ type: RegisteredDealDto })
  @ApiResponse(problemResponse(413, 'A file, a field or the whole is too large.'))
  @ApiResponse(problemResponse(415, 'Neither JSON nor a form.'))
  @ApiResponse(problemResponse(422, 'The gate rejected it: `code` says why.'))
  async register(@Req() request: Request, @PartnerCaller() caller: PartnerOfCaller): Promise<RegisteredDealDto> {
    return this.evidence.read(request, registerBody, (said, files) => this.registrations.register(caller, said, files));
  }

  @Get()
  @ApiOperation({ summary: 'The registrations, with their deadlines' })
  @ApiOkResponse({ type: RegistrationsDto })
  async list(@PartnerCaller() caller: PartnerOfCaller, @Query() query: PageQuery): Promise<object> {
    return this.reader.own(caller, async ({ snapshot, terms, clock, sight }) => {
      const list = registrationList(snapshot, { partner: caller.partner });
      const { items, next } = await readPage(snapshot, list, pageRequest(query, ['text']));
      const shown = await this.registrations.shown(items, { terms, clock, seesNames: sight.seesNames });
      return pageAnswer(snapshot.about, { items: shown, next }, (one) => registrationDto(one, sight.shown));
    });
  }

  @Get(':deal')
  @ApiOperation({ summary: 'A registration with its evidence' })
  @ApiOkResponse({ type: RegistrationWithEvidenceDto })
  async find(
    @PartnerCaller() caller: PartnerOfCaller,
    @Param() { deal }: DealParams,
  ): Promise<RegistrationWithEvidenceDto> {
    const { one, files, sight } = await this.reader.own(caller, async ({ snapshot, terms, clock, sight: seen }) => {
      const row = await findRegistration(snapshot, deal);
      if (row?.partner !== caller.partner) throw noSuchDeal(caller, deal);
      const [shown] = await this.registrations.shown([row], { terms, clock, seesNames: seen.seesNames });
      const kept = await filesOf(this.desk.manager, { program: caller.program, kind: 'deal', id: deal });
      return { one: shown, files: kept, sight: seen };
    });
    if (one === undefined) throw noSuchDeal(caller, deal);
    const textOf = await this.registrations.texts([one.row.evidenceRef]);
    const evidence = sight.seesNames ? textOf(one.row.evidenceRef) : null;
    return { ...registrationDto(one, sight.shown), evidence, files };
  }

  @Get(':deal/files/:hash')
  @ApiOperation({ summary: 'A file of a registration' })
  @ApiFile('The file, as an attachment.')
  async file(
    @PartnerCaller() caller: PartnerOfCaller,
    @Param() { deal, hash }: DealFileParams,
    @Res() response: Response,
  ): Promise<void> {
    const row = await this.reader.own(caller, ({ snapshot }) => findRegistration(snapshot, deal));
    if (row?.partner !== caller.partner) throw noSuchDeal(caller, deal);
    const file = await readFileOf(this.desk.manager, { program: caller.program, kind: 'deal', id: deal }, hash);
    if (file === null) throw noSuchDeal(caller, deal);
    serveFile(response, file);
  }

  @Post(':deal/reregister')
  @HttpCode(200)
  @ApiOperation({ summary: 'Register an expired deal again' })
  @ApiOkResponse({ type: RegisteredDealDto })
  @ApiResponse(problemResponse(422, 'The gate rejected it: it is still valid, or was registered again before.'))
  reregister(@PartnerCaller() caller: PartnerOfCaller, @Param() { deal }: DealParams): Promise<RegisteredDealDto> {
    return this.registrations.reregister(caller, deal);
  }
}
