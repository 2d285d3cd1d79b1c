import { Controller, HttpCode, Param, Post, Req } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { Request } from 'express';
import { randomUUID } from 'node:crypto';
import type { EventType } from '@ledger/contracts/event-types';
import { Caller, type StaffCaller } from '@ledger/service-kit/access/caller';
import { Requires } from '@ledger/service-kit/access/requires';
import type { TopicName } from '@ledger/service-kit/access/token-kinds';
import { DeskFacts, type RecordedFact } from '@ledger/service-kit/facts/desk-facts';
import { problemResponse } from '@ledger/service-kit/openapi/problem-response';
import { ApiRequestContent } from '@ledger/service-kit/openapi/request-content';
import { Problem } from '@ledger/service-kit/problems/problem';
import { PartnerParams, ProgramParams } from '@ledger/service-kit/reads/program-params.dto';
import { BodyReader } from '@ledger/service-kit/requests/body-reader';
import { jsonContent, withJson } from '@ledger/service-kit/requests/json-body';
import { CheckedAccountDto, RecordedFactDto } from './account.dto';
import { checkBody, contactBody, engagementBody, jointCustomerBody, touchpointBody } from './account-bodies';
import { AccountCheckService } from './account-check.service';
import { instantOf } from './body-fields';
import type { AskedAccount } from '@ledger/desk/deals/account-match';

interface Said {
  readonly at?: string | undefined;
  readonly key?: string | undefined;
}

/** What sales asks of accounts, and tells of them. */
@ApiTags('accounts')
@ApiResponse(problemResponse(404, 'There is no such program.'))
@Controller('v1/programs/:program')
export class AccountsController {
  constructor(
    private readonly checks: AccountCheckService,
    private readonly facts: DeskFacts,
    private readonly bodies: BodyReader,
  ) {}

  @Post('accounts/check')
  @HttpCode(200)
  @Requires('check-accounts')
  @ApiOperation({
    summary: 'Who has registered or protected an account, and until when',
    description: 'By customer, e-mail or domain, in the body alone: what is asked for stands in no log and no URL.',
  })
  @ApiRequestContent(jsonContent(checkBody, { domain: 'larkspur.example' }))
  @ApiOkResponse({ type: CheckedAccountDto })
  check(@Req() request: Request, @Param() { program }: ProgramParams): Promise<CheckedAccountDto> {
    return withJson(this.bodies, request, checkBody, (said) => this.checks.check(program, said as AskedAccount));
  }

  @Post('accounts/contacts')
  @HttpCode(200)
  @Requires('record-contacts')
  @ApiOperation({ summary: 'Record a contact of sales with a customer (`lead.contacted_by_sales`)' })
  @ApiRequestContent(jsonContent(contactBody, { customer: 'cus-1001', engagement: 'active', key: 'crm-1' }))
  @ApiOkResponse({ type: RecordedFactDto })
  @ApiResponse(problemResponse(422, 'The gate rejected it: `code` says why.'))
  recordContact(
    @Req() request: Request,
    @Param() { program }: ProgramParams,
    @Caller() caller: StaffCaller,
  ): Promise<RecordedFact> {
    maySend(caller, 'checkout');
    return withJson(this.bodies, request, contactBody, ({ customer, engagement, ...said }) =>
      this.record(program, 'lead.contacted_by_sales', { customer, engagement }, said),
    );
  }

  @Post('accounts/touchpoints')
  @HttpCode(200)
  @Requires('record-contacts')
  @ApiOperation({ summary: 'Record what a partner did to help close (`touchpoint.recorded`)' })
  @ApiRequestContent(
    jsonContent(touchpointBody, { partner: 'ironwood', customer: 'cus-1001', kind: 'demo', key: 'crm-2' }),
  )
  @ApiOkResponse({ type: RecordedFactDto })
  @ApiResponse(problemResponse(422, 'The gate rejected it: `code` says why.'))
  recordTouchpoint(
    @Req() request: Request,
    @Param() { program }: ProgramParams,
    @Caller() caller: StaffCaller,
  ): Promise<RecordedFact> {
    maySend(caller, 'partners');
    return withJson(this.bodies, request, touchpointBody, ({ partner, customer, kind, ...said }) =>
      this.record(program, 'touchpoint.recorded', { partner, customer, kind }, said),
    );
  }

  @Post('partners/:partner/joint-customers')
  @HttpCode(200)
  @Requires('manage-accounts')
  @ApiOperation({ summary: 'Record a customer that a partner and the company share (`joint_customer.recorded`)' })
  @ApiRequestContent(jsonContent(jointCustomerBody, { customer: 'cus-1001' }))
  @ApiOkResponse({ type: RecordedFactDto })
  @ApiResponse(problemResponse(422, 'The gate rejected it: `code` says why.'))
  recordJoint(@Req() request: Request, @Param() { program, partner }: PartnerParams): Promise<RecordedFact> {
    return withJson(this.bodies, request, jointCustomerBody, ({ customer, key }) =>
      this.record(program, 'joint_customer.recorded', { partner, customer }, { key }),
    );
  }

  @Post('partners/:partner/engagements')
  @HttpCode(200)
  @Requires('manage-accounts')
  @ApiOperation({ summary: 'Record that a partner stopped looking after a customer, or does so again' })
  @ApiRequestContent(jsonContent(engagementBody, { customer: 'cus-1001', engagement: 'ended' }))
  @ApiOkResponse({ type: RecordedFactDto })
  @ApiResponse(problemResponse(422, 'The gate rejected it: `code` says why.'))
  recordEngagement(@Req() request: Request, @Param() { program, partner }: PartnerParams): Promise<RecordedFact> {
    return withJson(this.bodies, request, engagementBody, ({ customer, engagement, ...said }) =>
      this.record(program, `partner.engagement_${engagement}`, { partner, customer }, said),
    );
  }

  private record(program: string, type: EventType, data: object, { at, key }: Said): Promise<RecordedFact> {
    const time = at === undefined ? {} : { time: instantOf(at) };
    return this.facts.record({ program, type, data, key: `${type}:${key ?? randomUUID()}`, ...time });
  }
}

/** A service that only sends events says here what it could send there. */
function maySend({ principal }: StaffCaller, topic: TopicName): void {
  if (principal.type !== 'service-token' || principal.kind !== 'ingest' || principal.topics.includes(topic)) return;
  throw new Problem('topic-not-allowed', `The token is for events of ${principal.topics.join(', ')}, not of ${topic}.`);
}
