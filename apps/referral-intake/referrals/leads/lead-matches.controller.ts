import { Controller, Get, HttpCode, Inject, Param, Post, Query, Req } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { Request } from 'express';
import { hash } from 'node:crypto';
import { DismissedMatch } from '@ledger/desk/referrals/dismissed-match.entity';
import { leadProposals, type LeadProposal } from '@ledger/desk/referrals/lead-proposals';
import { formatInstant } from '@ledger/kernel/instant';
import { readPage, readRows } from '@ledger/read-models/postgres/queries/list-query';
import { leadList, type LeadWithState } from '@ledger/read-models/tables/leads';
import { Caller, type StaffCaller } from '@ledger/service-kit/access/caller';
import { Requires } from '@ledger/service-kit/access/requires';
import { Audited, type AuditNote } from '@ledger/service-kit/audit/audited';
import { DeskFacts } from '@ledger/service-kit/facts/desk-facts';
import { API_DATA_SOURCE } from '@ledger/service-kit/injection-tokens';
import { problemResponse } from '@ledger/service-kit/openapi/problem-response';
import { ApiRequestContent } from '@ledger/service-kit/openapi/request-content';
import { pageAnswer, type PageAnswer } from '@ledger/service-kit/pages/page-answer';
import { pageRequest, PageQuery } from '@ledger/service-kit/pages/page-query.dto';
import { ProgramParams } from '@ledger/service-kit/reads/program-params.dto';
import { ProgramReader } from '@ledger/service-kit/reads/program-reader';
import { BodyReader } from '@ledger/service-kit/requests/body-reader';
import { jsonContent, withJson } from '@ledger/service-kit/requests/json-body';
import { DataSource } from 'typeorm';
import { DomainIndex } from './domain-index.service';
import { matchBody } from './lead-bodies';
import { noSuchLead } from './lead-readings.service';
import { LeadMatchDto, LeadProposalDto, LeadProposalsDto } from './lead.dto';

const EXAMPLE = { referral: 'lead-0d7f8a52-3c1e-4d0e-9b7a-6f2b1c9d8e70', customer: 'cus-1001' };

/** Leads and customers of one company, proposed to staff: by e-mail the gate's own rule has matched them before. */
@ApiTags('leads')
@ApiResponse(problemResponse(404, 'There is no such program or lead.'))
@Controller('v1/programs/:program/leads/proposals')
export class LeadMatchesController {
  constructor(
    private readonly reader: ProgramReader,
    private readonly domains: DomainIndex,
    private readonly facts: DeskFacts,
    private readonly bodies: BodyReader,
    @Inject(API_DATA_SOURCE) private readonly desk: DataSource,
  ) {}

  @Get()
  @Requires('read')
  @ApiOperation({
    summary: 'Leads without a customer, and customers of the same company by the domain of their e-mails',
  })
  @ApiOkResponse({ type: LeadProposalsDto })
  async listProposals(
    @Param() { program }: ProgramParams,
    @Query() query: PageQuery,
    @Caller() caller: StaffCaller,
  ): Promise<PageAnswer<LeadProposalDto>> {
    await this.domains.catchUp(program);
    const seesDomains = caller.may('read-personal', program);
    return this.reader.program(program, async ({ snapshot }) => {
      const asked = pageRequest(query, ['bigint', 'text', 'text']);
      const page = await readPage(snapshot, leadProposals(snapshot), asked);
      return pageAnswer(snapshot.about, page, (proposal) => proposalDto(proposal, seesDomains));
    });
  }

  @Post('confirm')
  @HttpCode(200)
  @Requires('match-leads')
  @ApiOperation({ summary: 'Say that a lead is about a customer (`lead.matched`), proposed or not' })
  @ApiRequestContent(jsonContent(matchBody, EXAMPLE))
  @ApiOkResponse({ type: LeadMatchDto })
  @ApiResponse(problemResponse(422, 'The gate rejected it: `code` says why.'))
  confirmMatch(
    @Req() request: Request,
    @Param() { program }: ProgramParams,
    @Caller() { id: by }: StaffCaller,
    @Audited() audit: AuditNote,
  ): Promise<LeadMatchDto> {
    return withJson(this.bodies, request, matchBody, async ({ referral, customer }) => {
      const { state, customers } = await this.lead(program, referral);
      const key = `matched-${hash('sha256', JSON.stringify([referral, customer]), 'hex').slice(0, 40)}`;
      const data = { referral, customer, by };
      const { position } = await this.facts.record({ program, type: 'lead.matched', data, key });
      audit.change({ before: { state, customers }, after: { referral, customer } });
      return { referral, customer, state: 'matched', position };
    });
  }

  @Post('dismiss')
  @HttpCode(200)
  @Requires('match-leads')
  @ApiOperation({ summary: 'Take a proposal off the list; nothing is recorded, and it may be confirmed later' })
  @ApiRequestContent(jsonContent(matchBody, EXAMPLE))
  @ApiOkResponse({ type: LeadMatchDto })
  dismissMatch(
    @Req() request: Request,
    @Param() { program }: ProgramParams,
    @Caller() caller: StaffCaller,
    @Audited() audit: AuditNote,
  ): Promise<LeadMatchDto> {
    return withJson(this.bodies, request, matchBody, async ({ referral, customer }) => {
      await this.lead(program, referral);
      const row = { program, referral, customer, dismissedAt: new Date(), dismissedBy: caller.id };
      await this.desk.createQueryBuilder().insert().into(DismissedMatch).values(row).orIgnore().execute();
      audit.change({ after: { referral, customer, dismissed: true } });
      return { referral, customer, state: 'dismissed', position: null };
    });
  }

  private lead(program: string, referral: string): Promise<LeadWithState> {
    return this.reader.program(program, async ({ snapshot }) => {
      const [lead] = await readRows(snapshot, leadList(snapshot, { referral }));
      if (lead === undefined) throw noSuchLead(referral);
      return lead;
    });
  }
}

function proposalDto(
  { referral, partner, submittedAt, customer, signedUpAt, domain }: LeadProposal,
  seesDomains: boolean,
): LeadProposalDto {
  const times = { submittedAt: formatInstant(submittedAt), signedUpAt: formatInstant(signedUpAt) };
  return { referral, partner, customer, ...times, domain: seesDomains ? domain : null };
}
