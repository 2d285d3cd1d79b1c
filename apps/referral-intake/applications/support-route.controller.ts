import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiProperty, ApiResponse, ApiSchema, ApiTags } from '@nestjs/swagger';
import { givesFirstLineSupport } from '@ledger/program/joining/joining-terms';
import { termsAt } from '@ledger/program/program-terms';
import { findAttribution } from '@ledger/read-models/tables/attributions';
import { findPartner } from '@ledger/read-models/tables/partners';
import { Requires } from '@ledger/service-kit/access/requires';
import { problemResponse } from '@ledger/service-kit/openapi/problem-response';
import { IdParam, ProgramParams } from '@ledger/service-kit/reads/program-params.dto';
import { ProgramReader, type ReadProgram } from '@ledger/service-kit/reads/program-reader';
import { spanAt } from '@ledger/stages/attribution/credit-spans';

class SupportQuery {
  @IdParam({ example: 'cus-1001', description: "The customer's id." })
  customer!: string;
}

@ApiSchema({ name: 'SupportRoute' })
class SupportRouteDto {
  @ApiProperty({ example: 'odoopbx' })
  program!: string;

  @ApiProperty({ example: 'cus-1001' })
  customer!: string;

  @ApiProperty({ enum: ['partner', 'company'], description: 'Who gives first-line support.' })
  firstLine!: string;

  @ApiProperty({ type: String, nullable: true, description: 'The partner; null: the company does it itself.' })
  partner!: string | null;
}

/** Where requests of customers go, for support. */
@ApiTags('applications')
@Requires('route-support')
@ApiResponse(problemResponse(404, 'There is no such program.'))
@Controller('v1/programs/:program/support-route')
export class SupportRouteController {
  constructor(private readonly reader: ProgramReader) {}

  @Get()
  @ApiOperation({ summary: 'Who gives first-line support to a customer' })
  @ApiOkResponse({ type: SupportRouteDto })
  async find(@Param() { program }: ProgramParams, @Query() { customer }: SupportQuery): Promise<SupportRouteDto> {
    const partner = await this.reader.program(program, (read) => supporterOf(read, customer));
    return { program, customer, firstLine: partner === null ? 'company' : 'partner', partner };
  }
}

/** The partner to whom most of the customer is sourced (ties: first credit), if its type supports and it is one still. */
async function supporterOf({ snapshot, terms, clock }: ReadProgram, customer: string): Promise<string | null> {
  const row = await findAttribution(snapshot, customer);
  if (row === null || clock === null || row.settledAt === null) return null;
  const sourced = spanAt(row.spans, clock).credits.filter(({ role }) => role === 'sourced');
  const largest = sourced.reduce<(typeof sourced)[number] | null>(
    (most, credit) => (most === null || (credit.weight ?? 1) > (most.weight ?? 1) ? credit : most),
    null,
  );
  const partner = largest === null ? null : await findPartner(snapshot, largest.partner);
  if (partner === null || partner.approvedAt === null || partner.terminated) return null;
  return givesFirstLineSupport(termsAt(terms, clock), partner.partnerType) ? partner.partner : null;
}
