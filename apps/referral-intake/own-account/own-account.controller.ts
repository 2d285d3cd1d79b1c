import { Controller, Headers, HttpCode, Patch, Post, Put, Req } from '@nestjs/common';
import { ApiHeader, ApiOkResponse, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { Request } from 'express';
import { PartnerCaller, type PartnerOfCaller } from '@ledger/service-kit/access/caller';
import { RequiresPartner } from '@ledger/service-kit/access/requires';
import { problemResponse } from '@ledger/service-kit/openapi/problem-response';
import { ApiRequestContent } from '@ledger/service-kit/openapi/request-content';
import { BodyReader } from '@ledger/service-kit/requests/body-reader';
import { jsonContent, withJson } from '@ledger/service-kit/requests/json-body';
import { acknowledgementBody, contactBody, payoutMethodBody, revenueShareBody } from './own-account-bodies';
import { maskedAccount, RecordedActionDto, RecordedPayoutMethodDto } from './own-account.dto';
import { OwnAccount } from './own-account.service';

const KEY = 'idempotency-key';

/** What owners of a partner decide about it. */
@ApiTags('for partners')
@RequiresPartner('own-account')
@ApiHeader({
  name: 'Idempotency-Key',
  required: false,
  schema: { type: 'string', maxLength: 255 },
  description: 'The same key again gets the first answer.',
})
@ApiResponse(problemResponse(404, 'There is no such program any more.'))
@ApiResponse(problemResponse(422, 'The rules of the program reject it: `code` and `detail` say why.'))
@ApiResponse(problemResponse(503, 'Nothing can be recorded now: ask again.'))
@Controller('api/partner')
export class OwnAccountController {
  constructor(
    private readonly account: OwnAccount,
    private readonly bodies: BodyReader,
  ) {}

  @Post('acknowledgements')
  @HttpCode(200)
  @ApiOperation({ summary: 'Acknowledge a checklist, or terms that ask for it' })
  @ApiRequestContent(jsonContent(acknowledgementBody, { checklist: 'compliance-2026' }))
  @ApiOkResponse({ type: RecordedActionDto })
  acknowledge(
    @Req() request: Request,
    @PartnerCaller() own: PartnerOfCaller,
    @Headers(KEY) key: string | undefined,
  ): Promise<RecordedActionDto> {
    return withJson(this.bodies, request, acknowledgementBody, (said) =>
      this.account.record(own, 'partner.compliance_acknowledged', said, key),
    );
  }

  @Put('payout-method')
  @ApiOperation({ summary: 'Set how the partner is paid from now on; the answer hides the account' })
  @ApiRequestContent(jsonContent(payoutMethodBody, { rail: 'paypal', account: 'payouts@oakhaven.example' }))
  @ApiOkResponse({ type: RecordedPayoutMethodDto })
  setPayoutMethod(
    @Req() request: Request,
    @PartnerCaller() own: PartnerOfCaller,
    @Headers(KEY) key: string | undefined,
  ): Promise<RecordedPayoutMethodDto> {
    return withJson(this.bodies, request, payoutMethodBody, async ({ rail, account }) => {
      const data = { rail, ...(account === undefined ? {} : { account }), by: own.principal.id };
      const recorded = await this.account.record(own, 'partner.payout_method_set', data, key);
      return { ...recorded, rail, account: maskedAccount(account) };
    });
  }

  @Patch('contact')
  @ApiOperation({ summary: 'Change name, e-mail or company of the partner' })
  @ApiRequestContent(jsonContent(contactBody, { company: 'Oakhaven Studio' }))
  @ApiOkResponse({ type: RecordedActionDto })
  changeContact(
    @Req() request: Request,
    @PartnerCaller() own: PartnerOfCaller,
    @Headers(KEY) key: string | undefined,
  ): Promise<RecordedActionDto> {
    return withJson(this.bodies, request, contactBody, (said) =>
      this.account.record(own, 'partner.contact_changed', { ...said, by: own.principal.id }, key),
    );
  }

  @Put('revenue-share')
  @ApiOperation({
    summary: 'Take no share of revenue from now on, or take it again, where the terms let partners choose',
  })
  @ApiRequestContent(jsonContent(revenueShareBody, { takes: false }))
  @ApiOkResponse({ type: RecordedActionDto })
  chooseRevenueShare(
    @Req() request: Request,
    @PartnerCaller() own: PartnerOfCaller,
    @Headers(KEY) key: string | undefined,
  ): Promise<RecordedActionDto> {
    return withJson(this.bodies, request, revenueShareBody, ({ takes }) =>
      this.account.record(own, `partner.revenue_share_opted_${takes ? 'in' : 'out'}`, {}, key),
    );
  }
}
