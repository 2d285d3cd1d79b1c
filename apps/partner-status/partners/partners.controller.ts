import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { formatInstant } from '@ledger/kernel/instant';
import { partnerEntry } from '@ledger/read-models/as-of/partner-entry';
import { listPartners } from '@ledger/read-models/postgres/queries/list-partners';
import { Requires } from '@ledger/service-kit/auth/requires';
import { problemResponse } from '@ledger/service-kit/openapi/problem-response';
import { emptyPage, pageAnswer, type PageAnswer } from '@ledger/service-kit/pages/page-answer';
import { PageQuery, pageRequest } from '@ledger/service-kit/pages/page-query.dto';
import { PartnerParams, ProgramParams } from '@ledger/service-kit/reads/program-params.dto';
import { ProgramReader } from '@ledger/service-kit/reads/program-reader';
import { PartnerAsOfDto, PartnersDto, type PartnerDto } from './partner.dto';

@ApiTags('partners')
@Requires('read')
@Controller('v1/programs/:program/partners')
export class PartnersController {
  constructor(private readonly reader: ProgramReader) {}

  @Get()
  @ApiOperation({ summary: 'The partners of a program that applied or enrolled, by id' })
  @ApiOkResponse({ type: PartnersDto })
  @ApiResponse(problemResponse(404, 'The program is not published.'))
  async listPartners(@Param() { program }: ProgramParams, @Query() query: PageQuery): Promise<PageAnswer<PartnerDto>> {
    const page = pageRequest(query, ['text']);
    return this.reader.program(program, async ({ snapshot, terms, clock }) => {
      if (clock === null) return emptyPage(program);
      const partners = await listPartners(snapshot, page);
      return pageAnswer(snapshot.program, partners, (row) => partnerEntry(row, terms, clock));
    });
  }

  @Get(':partner')
  @ApiOperation({ summary: 'A partner: tier, application, status, wins, customers' })
  @ApiOkResponse({ type: PartnerAsOfDto })
  @ApiResponse(problemResponse(404, 'There is no such program or partner.'))
  async findPartner(@Param() { program, partner }: PartnerParams): Promise<PartnerAsOfDto> {
    return this.reader.partner(program, partner, ({ terms, clock, partner: row }) =>
      Promise.resolve({ program, asOf: formatInstant(clock), ...partnerEntry(row, terms, clock) }),
    );
  }
}
