import { Controller, Get, Query, Req, Res } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { PartnerCaller, type PartnerOfCaller } from '@ledger/service-kit/access/caller';
import { RequiresPartner } from '@ledger/service-kit/access/requires';
import { ProgramLists, type ServedList } from '@ledger/service-kit/lists/program-lists';
import { ApiCsv, ApiJsonOrCsv } from '@ledger/service-kit/openapi/json-or-csv';
import { problemResponse } from '@ledger/service-kit/openapi/problem-response';
import { PageQuery } from '@ledger/service-kit/pages/page-query.dto';
import type { ReadOwn } from '@ledger/service-kit/partners/partner-reader';
import { OwnCustomersDto, ownCustomerColumns } from './own-customer.dto';
import { ownCustomers, ownCustomersPage, type OwnCustomer } from './own-customers';

/** Which customers are a partner's, for itself. */
@ApiTags('for partners')
@RequiresPartner('own-figures')
@ApiResponse(problemResponse(404, 'The partner has neither applied nor enrolled yet.'))
@Controller('api/partner')
export class OwnCustomersController {
  constructor(private readonly lists: ProgramLists) {}

  @Get('customers')
  @ApiOperation({ summary: 'The customers that the partner is credited with, or claimed, by id; as CSV all of them' })
  @ApiJsonOrCsv(OwnCustomersDto)
  async listOwnCustomers(
    @Req() request: Request,
    @Res() response: Response,
    @PartnerCaller() own: PartnerOfCaller,
    @Query() query: PageQuery,
  ): Promise<void> {
    await this.lists.sendOwn({ request, response }, own, query, customers(own.program));
  }

  @Get('customers.csv')
  @ApiOperation({ summary: 'All customers of the partner as CSV' })
  @ApiCsv()
  async downloadOwnCustomers(
    @Req() request: Request,
    @Res() response: Response,
    @PartnerCaller() own: PartnerOfCaller,
    @Query() query: PageQuery,
  ): Promise<void> {
    await this.lists.sendOwn({ request, response }, own, query, customers(own.program));
  }
}

function customers(program: string): ServedList<OwnCustomer, ReadOwn> {
  return {
    name: 'customers',
    columns: ownCustomerColumns(program),
    key: ['text'],
    toItem: (customer) => customer,
    page: ownCustomersPage,
    rows: ownCustomers,
  };
}
