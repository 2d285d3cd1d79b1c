import { Controller, Get, HttpCode, Inject, Param, Post, Req } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { Request } from 'express';
import { DataSource } from 'typeorm';
import { BillingDesk } from '@ledger/documents/billing/billing-desk';
import { queryOfDataSource } from '@ledger/documents/issued/query';
import { Caller, type StaffCaller } from '@ledger/service-kit/access/caller';
import { Requires } from '@ledger/service-kit/access/requires';
import { API_DATA_SOURCE } from '@ledger/service-kit/injection-tokens';
import { ApiRequestContent } from '@ledger/service-kit/openapi/request-content';
import { problemResponse } from '@ledger/service-kit/openapi/problem-response';
import { PartnerParams, ProgramParams } from '@ledger/service-kit/reads/program-params.dto';
import { ProgramReader } from '@ledger/service-kit/reads/program-reader';
import { BodyReader } from '@ledger/service-kit/requests/body-reader';
import { BillingDto } from './billing.dto';
import { CONSENT_NOTE, PARTY_NOTE } from './note-content';
import { readConsentNote, readPartyNote } from './read-notes';

/** Who stands on the documents of payouts, and who agreed to self-billing: all that was noted stays (docs/documents.md). */
@ApiTags('documents of payouts')
@ApiResponse(problemResponse(404, 'There is no such program or partner.'))
@Controller('v1/programs/:program')
export class BillingController {
  private readonly desk: BillingDesk;

  constructor(
    private readonly reader: ProgramReader,
    private readonly bodies: BodyReader,
    @Inject(API_DATA_SOURCE) database: DataSource,
  ) {
    this.desk = new BillingDesk(queryOfDataSource(database));
  }

  @Get('billing')
  @Requires('billing')
  @ApiOperation({ summary: 'Who the program itself is on documents' })
  @ApiOkResponse({ type: BillingDto })
  async showOwnBilling(@Param() { program }: ProgramParams): Promise<BillingDto> {
    await this.reader.program(program, () => Promise.resolve());
    return this.shown(program, null);
  }

  @Post('billing')
  @HttpCode(200)
  @Requires('billing')
  @ApiOperation({ summary: 'Note who the program itself is, from a day on' })
  @ApiRequestContent(PARTY_NOTE)
  @ApiOkResponse({ type: BillingDto })
  async noteOwnBilling(@Req() request: Request, @Param() { program }: ProgramParams, @Caller() caller: StaffCaller) {
    await this.reader.program(program, () => Promise.resolve());
    return this.noteParty(request, program, null, caller);
  }

  @Get('partners/:partner/billing')
  @Requires('billing')
  @ApiOperation({ summary: 'Who a partner is on documents, and whether it agrees to self-billing' })
  @ApiOkResponse({ type: BillingDto })
  async showPartnerBilling(@Param() { program, partner }: PartnerParams): Promise<BillingDto> {
    await this.reader.partner(program, partner, () => Promise.resolve());
    return this.shown(program, partner);
  }

  @Post('partners/:partner/billing')
  @HttpCode(200)
  @Requires('billing')
  @ApiOperation({ summary: 'Note who a partner is, from a day on' })
  @ApiRequestContent(PARTY_NOTE)
  @ApiOkResponse({ type: BillingDto })
  async notePartnerBilling(
    @Req() request: Request,
    @Param() { program, partner }: PartnerParams,
    @Caller() caller: StaffCaller,
  ): Promise<BillingDto> {
    await this.reader.partner(program, partner, () => Promise.resolve());
    return this.noteParty(request, program, partner, caller);
  }

  @Post('partners/:partner/billing/consents')
  @HttpCode(200)
  @Requires('billing')
  @ApiOperation({ summary: 'Note that a partner agrees to self-billing, or no longer does' })
  @ApiRequestContent(CONSENT_NOTE)
  @ApiOkResponse({ type: BillingDto })
  async noteSelfBillingConsent(
    @Req() request: Request,
    @Param() { program, partner }: PartnerParams,
    @Caller() caller: StaffCaller,
  ): Promise<BillingDto> {
    await this.reader.partner(program, partner, () => Promise.resolve());
    const note = await this.bodies.withBody(request, (body) => Promise.resolve(readConsentNote(body)));
    await this.desk.noteConsent(program, partner, { ...note, by: byWhom(note.by, caller) });
    return this.shown(program, partner);
  }

  private async noteParty(
    request: Request,
    program: string,
    partner: string | null,
    caller: StaffCaller,
  ): Promise<BillingDto> {
    const note = await this.bodies.withBody(request, (body) => Promise.resolve(readPartyNote(body)));
    const { party, holdsFrom } = note;
    await this.desk.notePartyOf(program, partner, party, { holdsFrom, by: byWhom(note.by, caller) });
    return this.shown(program, partner);
  }

  private async shown(program: string, partner: string | null): Promise<BillingDto> {
    const parties = await this.desk.parties(program, partner);
    const consents = partner === null ? [] : await this.desk.consents(program, partner);
    return { program, partner, parties: parties.map(dated), consents: consents.map(dated) };
  }
}

/** The token that it came with says who may be asked. */
function byWhom(by: string, { id }: StaffCaller): string {
  return `${by} (token ${id})`;
}

function dated<N extends { readonly notedAt: Date }>({ notedAt, ...note }: N) {
  return { ...note, notedAt: notedAt.toISOString() };
}
