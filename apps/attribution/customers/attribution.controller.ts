import { Controller, Get, Inject, Param } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { formatInstant } from '@ledger/kernel/instant';
import { attributionEntry } from '@ledger/read-models/as-of/attribution-entry';
import { findAttribution } from '@ledger/read-models/tables/attributions';
import type { PersonalReads } from '@ledger/runner/personal/personal-reads';
import { Caller, type StaffCaller } from '@ledger/service-kit/access/caller';
import { Requires } from '@ledger/service-kit/access/requires';
import { PERSONAL_READS } from '@ledger/service-kit/injection-tokens';
import { problemResponse } from '@ledger/service-kit/openapi/problem-response';
import { Problem } from '@ledger/service-kit/problems/problem';
import { CustomerParams } from '@ledger/service-kit/reads/program-params.dto';
import { ProgramReader } from '@ledger/service-kit/reads/program-reader';
import { AttributionDto } from './attribution.dto';
import { shownOverride } from './shown-override';

@ApiTags('attribution')
@Requires('read')
@Controller('v1/programs/:program/customers/:customer/attribution')
export class AttributionController {
  constructor(
    private readonly reader: ProgramReader,
    @Inject(PERSONAL_READS) private readonly personal: PersonalReads | null,
  ) {}

  @Get()
  @ApiOperation({ summary: "A customer's credits, the override that gave them, and the claims that lost and why" })
  @ApiOkResponse({ type: AttributionDto })
  @ApiResponse(
    problemResponse(404, 'There is no such program, or no claim, touchpoint or override names the customer.'),
  )
  async findAttribution(
    @Param() { program, customer }: CustomerParams,
    @Caller() caller: StaffCaller,
  ): Promise<AttributionDto> {
    const sight = { personal: this.personal, evidence: caller.may('read-personal', program) };
    return this.reader.program(program, async ({ snapshot, terms, clock }) => {
      const row = await findAttribution(snapshot, customer);
      const entry = row === null || clock === null ? null : attributionEntry(row, terms, clock);
      if (row === null || entry === null || clock === null) {
        throw new Problem('not-found', `No claim, touchpoint or override in ${program} names a customer ${customer}.`);
      }
      const override = await shownOverride(snapshot, row, clock, sight);
      return { program, asOf: formatInstant(clock), ...entry, override };
    });
  }
}
