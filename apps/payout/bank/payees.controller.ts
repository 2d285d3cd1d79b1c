import { Controller, Get, Param, Put, Req } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { Request } from 'express';
import { checkParty } from '@ledger/rails/manual/check-party';
import { Caller, type StaffCaller } from '@ledger/service-kit/access/caller';
import { Requires } from '@ledger/service-kit/access/requires';
import { problemResponse } from '@ledger/service-kit/openapi/problem-response';
import { ApiRequestContent } from '@ledger/service-kit/openapi/request-content';
import { Problem } from '@ledger/service-kit/problems/problem';
import { ProgramParams } from '@ledger/service-kit/reads/program-params.dto';
import { BodyReader } from '@ledger/service-kit/requests/body-reader';
import { jsonContent, withJson } from '@ledger/service-kit/requests/json-body';
import { payeeBody } from './bank-bodies';
import { BankDeskService } from './bank-desk.service';
import { payeeDto, PayeeDto, PayeeParams, PayeesDto } from './payee.dto';

const EXAMPLE = {
  ...{ name: 'Jörg Müßig', iban: 'DE89 3704 0044 0532 0130 00', bic: 'COBADEFFXXX' },
  ...{ street: 'Hauptstraße', building: '7a', postcode: '50667', town: 'Köln', country: 'DE' },
};

/** Whom payouts by hand go to, for staff: names and accounts are personal data. */
@ApiTags('payouts by hand')
@Requires('pay-by-hand')
@ApiResponse(problemResponse(404, 'There is no such program or payee.'))
@Controller('v1/programs/:program/payees')
export class PayeesController {
  constructor(
    private readonly desk: BankDeskService,
    private readonly bodies: BodyReader,
  ) {}

  @Get()
  @ApiOperation({ summary: 'The payees of a program' })
  @ApiOkResponse({ type: PayeesDto })
  async listPayees(@Param() { program }: ProgramParams): Promise<PayeesDto> {
    const payees = await this.desk.of(program, ({ book }) => book.list(program));
    return { program, items: payees.map(payeeDto) };
  }

  @Get(':payee')
  @ApiOperation({ summary: 'A payee' })
  @ApiOkResponse({ type: PayeeDto })
  async findPayee(@Param() { program, payee: id }: PayeeParams): Promise<PayeeDto> {
    const payee = await this.desk.of(program, ({ book }) => book.find(program, id));
    if (payee === null) throw new Problem('not-found', `${program} has no payee ${id}.`);
    return payeeDto(payee);
  }

  @Put(':payee')
  @ApiOperation({ summary: 'Enter a payee, or all of it anew; IBAN, BIC and address are checked' })
  @ApiRequestContent(jsonContent(payeeBody, EXAMPLE))
  @ApiOkResponse({ type: PayeeDto })
  setPayee(
    @Req() request: Request,
    @Param() { program, payee }: PayeeParams,
    @Caller() caller: StaffCaller,
  ): Promise<PayeeDto> {
    return withJson(this.bodies, request, payeeBody, async (given) => {
      const checked = checkParty(given);
      if (!checked.ok) {
        const errors = checked.faults.map((detail) => ({
          field: detail.split(/[ :]/)[0]?.toLowerCase() ?? '',
          detail,
        }));
        throw new Problem('invalid-request', 'The payee is not entered: `errors` names what is wrong.', { errors });
      }
      const entered = { program, payee, ...checked.party };
      await this.desk.of(program, ({ book, clockOf }) => book.set([entered], caller.id, clockOf(program)));
      return payeeDto(entered);
    });
  }
}
