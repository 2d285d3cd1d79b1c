import { Controller, Get, Headers, Param, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { Requires } from '@ledger/service-kit/access/requires';
import type { AccountDto } from '@ledger/service-kit/explain/account.dto';
import { ApiAccount } from '@ledger/service-kit/explain/api-account';
import { Explanations } from '@ledger/service-kit/explain/explanations';
import { OwnLineParams, PayoutParams } from './explained.dto';

/** What payouts pay and keep back, and how the partners' own lines came about. */
@ApiTags('payouts')
@Requires('read')
@Controller('v1/programs/:program')
export class PayoutExplanationsController {
  constructor(private readonly explanations: Explanations) {}

  @Get('payouts/:payout/explanation')
  @ApiAccount(
    'The lines of a payout, its fee, what is withheld, and what became of it',
    'There is no such program or payout.',
  )
  explainPayout(
    @Param() { program, payout }: PayoutParams,
    @Headers('accept-language') acceptLanguage: string | undefined,
    @Res({ passthrough: true }) response: Response,
  ): Promise<AccountDto> {
    const nothing = `There is no payout ${payout} in ${program}.`;
    return this.explanations.answer({ program, acceptLanguage, response }, { of: 'payout', payout }, nothing);
  }

  @Get('partners/:partner/own-lines/:line/explanation')
  @ApiAccount(
    'How a line of the partner’s own came about: an adjustment, a write-off, a forfeit',
    'There is no such program, or the partner has no such line.',
  )
  explainOwnLine(
    @Param() { program, partner, line }: OwnLineParams,
    @Headers('accept-language') acceptLanguage: string | undefined,
    @Res({ passthrough: true }) response: Response,
  ): Promise<AccountDto> {
    const nothing = `Partner ${partner} of ${program} has no line ${line} of its own.`;
    return this.explanations.answer({ program, acceptLanguage, response }, { of: 'own-line', partner, line }, nothing);
  }
}
