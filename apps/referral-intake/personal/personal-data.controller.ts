import { Controller, Get, HttpCode, Inject, Param, Post, Req } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { Request } from 'express';
import { erasePerson } from '@ledger/desk/personal/erase-person';
import { exportPerson } from '@ledger/desk/personal/export-person';
import type { PersonalGround } from '@ledger/desk/personal/find-subject';
import { listErasures } from '@ledger/desk/personal/list-erasures';
import { Audited, type AuditNote } from '@ledger/service-kit/audit/audited';
import { Caller, type StaffCaller } from '@ledger/service-kit/access/caller';
import { Requires } from '@ledger/service-kit/access/requires';
import { PERSONAL_GROUND } from '@ledger/service-kit/injection-tokens';
import { problemResponse } from '@ledger/service-kit/openapi/problem-response';
import { ApiRequestContent } from '@ledger/service-kit/openapi/request-content';
import { Problem } from '@ledger/service-kit/problems/problem';
import { BodyReader } from '@ledger/service-kit/requests/body-reader';
import { jsonContent, withJson } from '@ledger/service-kit/requests/json-body';
import {
  askedPersonBody,
  ErasureParams,
  ErasureReceiptDto,
  ErasureReceiptsDto,
  exportDto,
  PersonExportDto,
  receiptDto,
} from './personal-data.dto';

const ASKED = jsonContent(askedPersonBody, { email: 'anna@example.com' });

/** What is held of a person in all tables, and its erasure with a receipt. */
@ApiTags('personal data')
@Requires('manage-personal-data')
@ApiResponse(problemResponse(503, 'This process has no key of personal data: ask the service referral-intake.'))
@Controller('v1/personal-data')
export class PersonalDataController {
  constructor(
    @Inject(PERSONAL_GROUND) private readonly ground: PersonalGround | null,
    private readonly bodies: BodyReader,
  ) {}

  @Post('exports')
  @HttpCode(200)
  @ApiOperation({ summary: 'What is held of whoever has an e-mail, or of a partner and its people' })
  @ApiRequestContent(ASKED)
  @ApiOkResponse({ type: PersonExportDto })
  exportPerson(@Req() request: Request): Promise<PersonExportDto> {
    return withJson(this.bodies, request, askedPersonBody, async (asked) => {
      return exportDto(await exportPerson(asked, this.atHand()));
    });
  }

  @Post('erasures')
  @HttpCode(201)
  @ApiOperation({ summary: 'Erase it, but for what has to be kept; answers the receipt, which is kept' })
  @ApiRequestContent(ASKED)
  @ApiCreatedResponse({ type: ErasureReceiptDto })
  erasePerson(
    @Req() request: Request,
    @Caller() { id: by }: StaffCaller,
    @Audited() audit: AuditNote,
  ): Promise<ErasureReceiptDto> {
    return withJson(this.bodies, request, askedPersonBody, async (asked) => {
      const kept = await erasePerson(asked, { by, at: new Date() }, this.atHand());
      audit.change({ after: { erasure: kept.receipt.id, sha256: kept.sha256 } });
      return receiptDto(kept);
    });
  }

  @Get('erasures')
  @ApiOperation({ summary: 'The receipts of all erasures, the latest first' })
  @ApiOkResponse({ type: ErasureReceiptsDto })
  async listReceipts(): Promise<ErasureReceiptsDto> {
    return { items: (await listErasures(this.atHand().pool)).map(receiptDto) };
  }

  @Get('erasures/:erasure')
  @ApiOperation({ summary: 'One receipt' })
  @ApiOkResponse({ type: ErasureReceiptDto })
  @ApiResponse(problemResponse(404, 'There is no such receipt.'))
  async getReceipt(@Param() { erasure }: ErasureParams): Promise<ErasureReceiptDto> {
    const [kept] = await listErasures(this.atHand().pool, erasure);
    if (kept === undefined) throw new Problem('not-found', `There is no receipt ${erasure}.`);
    return receiptDto(kept);
  }

  private atHand(): PersonalGround {
    if (this.ground !== null) return this.ground;
    throw new Problem('unavailable', 'This process has no key of personal data: ask the service referral-intake.');
  }
}
