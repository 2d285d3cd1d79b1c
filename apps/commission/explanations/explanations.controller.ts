import { Controller, Get, Headers, Param, Query, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { Requires } from '@ledger/service-kit/access/requires';
import type { AccountDto } from '@ledger/service-kit/explain/account.dto';
import { ApiAccount } from '@ledger/service-kit/explain/api-account';
import { Explanations } from '@ledger/service-kit/explain/explanations';
import { InvoiceParams, LineParams, PostingQuery } from './explained.dto';

/** How lines came about, and why each line of an invoice earned, or earned nothing. */
@ApiTags('lines')
@Requires('read')
@Controller('v1/programs/:program')
export class ExplanationsController {
  constructor(private readonly explanations: Explanations) {}

  @Get('partners/:partner/invoices/:invoice/lines/:line/explanation')
  @ApiAccount(
    'How what stands for a line of an invoice and a partner was computed, posting by posting',
    'There is no such program, or nothing is posted for the line and partner.',
  )
  explainLine(
    @Param() { program, partner, invoice, line }: LineParams,
    @Query() { seq }: PostingQuery,
    @Headers('accept-language') acceptLanguage: string | undefined,
    @Res({ passthrough: true }) response: Response,
  ): Promise<AccountDto> {
    return this.explanations.answer(
      { program, acceptLanguage, response },
      { of: 'line', partner, invoice, line, seq: seq ?? null },
      `Nothing is posted in ${program} for line ${line} of invoice ${invoice} and partner ${partner}${seq === undefined ? '' : `, no. ${seq}`}.`,
    );
  }

  @Get('invoices/:invoice/explanation')
  @ApiAccount(
    'Why each line of an invoice earned, or earned nothing',
    'There is no such program, or nothing is recorded of the invoice.',
  )
  explainInvoice(
    @Param() { program, invoice }: InvoiceParams,
    @Headers('accept-language') acceptLanguage: string | undefined,
    @Res({ passthrough: true }) response: Response,
  ): Promise<AccountDto> {
    const nothing = `Nothing is recorded in ${program} of an invoice ${invoice}.`;
    return this.explanations.answer({ program, acceptLanguage, response }, { of: 'invoice', invoice }, nothing);
  }
}
