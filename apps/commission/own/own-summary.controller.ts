import { Controller, Get, Headers, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { languageOf } from '@ledger/explain/language';
import { formatInstant } from '@ledger/kernel/instant';
import { PartnerCaller, type PartnerOfCaller } from '@ledger/service-kit/access/caller';
import { RequiresPartner } from '@ledger/service-kit/access/requires';
import { problemResponse } from '@ledger/service-kit/openapi/problem-response';
import { PartnerReader } from '@ledger/service-kit/partners/partner-reader';
import { ownSummary } from './own-summary';
import { OwnSummaryDto, ownTotalsDto, winCounterDto } from './own-summary.dto';

/** What a partner sees first. */
@ApiTags('for partners')
@RequiresPartner('own-figures')
@ApiResponse(problemResponse(404, 'The partner has neither applied nor enrolled yet.'))
@Controller('api/partner/summary')
export class OwnSummaryController {
  constructor(private readonly reader: PartnerReader) {}

  @Get()
  @ApiOperation({ summary: 'All that the partner earned and where it is, its customers, its wins, its last lines' })
  @ApiOkResponse({ type: OwnSummaryDto })
  async showOwnSummary(
    @PartnerCaller() own: PartnerOfCaller,
    @Headers('accept-language') acceptLanguage: string | undefined,
    @Res({ passthrough: true }) response: Response,
  ): Promise<OwnSummaryDto> {
    response.setHeader('Vary', 'Accept-Language');
    const language = languageOf(acceptLanguage);
    return this.reader.own(own, async (read) => {
      const { totals, logos, quarter, recent } = await ownSummary(read);
      return {
        program: own.program,
        asOf: formatInstant(read.clock),
        totals: totals.map(ownTotalsDto),
        logos,
        quarter: quarter === null ? null : winCounterDto(quarter, language),
        recent,
      };
    });
  }
}
