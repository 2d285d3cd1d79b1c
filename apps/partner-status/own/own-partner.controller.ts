import { Controller, Get, Headers, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { languageOf } from '@ledger/explain/language';
import { formatInstant } from '@ledger/kernel/instant';
import { termsFor } from '@ledger/program/program-terms';
import { partnerEntry } from '@ledger/read-models/as-of/partner-entry';
import { PartnerCaller, type PartnerOfCaller } from '@ledger/service-kit/access/caller';
import { RequiresPartner } from '@ledger/service-kit/access/requires';
import { problemResponse } from '@ledger/service-kit/openapi/problem-response';
import { PartnerReader } from '@ledger/service-kit/partners/partner-reader';
import { OwnPartnerDto, OwnTermsDto, type OwnPrincipalDto } from './own-partner.dto';
import { ownTerms } from './own-terms';

/** How a partner stands, for itself. */
@ApiTags('for partners')
@RequiresPartner('own-figures')
@ApiResponse(problemResponse(404, 'The partner has neither applied nor enrolled yet.'))
@Controller('api/partner')
export class OwnPartnerController {
  constructor(private readonly reader: PartnerReader) {}

  @Get('me')
  @ApiOperation({ summary: 'Who asks, for which partner, and its type, tier, status and terms' })
  @ApiOkResponse({ type: OwnPartnerDto })
  async showOwnPartner(@PartnerCaller() own: PartnerOfCaller): Promise<OwnPartnerDto> {
    return this.reader.own(own, ({ terms, clock, partner, sight }) =>
      Promise.resolve({
        program: own.program,
        asOf: formatInstant(clock),
        ...partnerEntry(partner, terms, clock),
        principal: principalDto(own),
        termsVersion: termsFor(terms, clock, { partnerApprovedAt: partner.approvedAt }).version,
        seesCustomerNames: sight.seesNames,
      }),
    );
  }

  @Get('terms')
  @ApiOperation({ summary: 'The terms that hold for the partner, in words, and what changes next' })
  @ApiOkResponse({ type: OwnTermsDto })
  async showOwnTerms(
    @PartnerCaller() own: PartnerOfCaller,
    @Headers('accept-language') acceptLanguage: string | undefined,
    @Res({ passthrough: true }) response: Response,
  ): Promise<OwnTermsDto> {
    response.setHeader('Vary', 'Accept-Language');
    return this.reader.own(own, ({ terms, clock, partner }) =>
      Promise.resolve({
        program: own.program,
        asOf: formatInstant(clock),
        ...ownTerms(partner, terms, clock, languageOf(acceptLanguage)),
      }),
    );
  }
}

function principalDto({ principal, program, partner }: PartnerOfCaller): OwnPrincipalDto {
  switch (principal.type) {
    case 'partner-token':
      return { type: principal.type, id: principal.id, role: null, scopes: principal.scopes };
    case 'person': {
      const membership = principal.memberships.find((one) => one.program === program && one.partner === partner);
      return { type: principal.type, id: principal.id, role: membership?.role ?? null, scopes: [] };
    }
    case 'service-token':
      throw new Error('the guard lets no service act for a partner');
  }
}
