import { Controller, Get, Headers, Param, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { Requires } from '@ledger/service-kit/access/requires';
import type { AccountDto } from '@ledger/service-kit/explain/account.dto';
import { ApiAccount } from '@ledger/service-kit/explain/api-account';
import { Explanations } from '@ledger/service-kit/explain/explanations';
import { CustomerParams } from '@ledger/service-kit/reads/program-params.dto';

@ApiTags('attribution')
@Requires('read')
@Controller('v1/programs/:program/customers/:customer/attribution/explanation')
export class AttributionExplanationController {
  constructor(private readonly explanations: Explanations) {}

  @Get()
  @ApiAccount(
    'The claims of a customer on one time line, and who is credited',
    'There is no such program, or no claim, touchpoint or override names the customer.',
  )
  explainCustomer(
    @Param() { program, customer }: CustomerParams,
    @Headers('accept-language') acceptLanguage: string | undefined,
    @Res({ passthrough: true }) response: Response,
  ): Promise<AccountDto> {
    const nothing = `No claim, touchpoint or override in ${program} names a customer ${customer}.`;
    return this.explanations.answer({ program, acceptLanguage, response }, { of: 'customer', customer }, nothing);
  }
}
