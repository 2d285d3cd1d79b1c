import { Controller, Get, Param } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { formatInstant } from '@ledger/kernel/instant';
import { accountBalance } from '@ledger/read-models/as-of/account-balance';
import { findPayoutProfile } from '@ledger/read-models/postgres/queries/find-payout-profile';
import { heldMoneyOfPartner } from '@ledger/read-models/postgres/queries/held-money-of-partner';
import { openAccountsOfPartner } from '@ledger/read-models/postgres/queries/open-accounts-of-partner';
import { Requires } from '@ledger/service-kit/auth/requires';
import { problemResponse } from '@ledger/service-kit/openapi/problem-response';
import { PartnerParams } from '@ledger/service-kit/reads/program-params.dto';
import { ProgramReader } from '@ledger/service-kit/reads/program-reader';
import { BalanceDto, currencyBalanceDto } from './balance.dto';

@ApiTags('payouts')
@Requires('read')
@Controller('v1/programs/:program/partners/:partner/balance')
export class BalanceController {
  constructor(private readonly reader: ProgramReader) {}

  @Get()
  @ApiOperation({
    summary:
      'What a partner has in hold and payable, how much is not paid for which reason and until when, and the next payout',
  })
  @ApiOkResponse({ type: BalanceDto })
  @ApiResponse(problemResponse(404, 'There is no such program or partner.'))
  async findBalance(@Param() params: PartnerParams): Promise<BalanceDto> {
    const { program, partner } = params;
    return this.reader.partner(program, partner, async ({ snapshot, terms, clock, partner: row }) => {
      const profile = await findPayoutProfile(snapshot, partner);
      const accounts = await openAccountsOfPartner(snapshot, partner, clock);
      const held = await heldMoneyOfPartner(snapshot, partner);
      const balances = accounts.map((account) =>
        currencyBalanceDto(accountBalance(account, held.get(account.currency) ?? [], row, profile, terms, clock)),
      );
      return { program, asOf: formatInstant(clock), partner, balances };
    });
  }
}
