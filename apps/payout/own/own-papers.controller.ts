import { Controller, Get } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiProperty, ApiResponse, ApiSchema, ApiTags, OmitType } from '@nestjs/swagger';
import { PAYING_RAILS } from '@ledger/contracts/decided-words';
import { formatDate } from '@ledger/kernel/calendar';
import { formatInstant, type Instant } from '@ledger/kernel/instant';
import { openRequestsOf } from '@ledger/read-models/tables/acknowledgement-requests';
import { findPayoutProfile } from '@ledger/read-models/tables/payout-profiles';
import { formStandings, type FormStanding } from '@ledger/read-models/tax/form-standings';
import { PartnerCaller, type PartnerOfCaller } from '@ledger/service-kit/access/caller';
import { RequiresPartner } from '@ledger/service-kit/access/requires';
import { ApiTime, ApiTimeOrNull } from '@ledger/service-kit/openapi/described-fields';
import { problemResponse } from '@ledger/service-kit/openapi/problem-response';
import { PartnerReader } from '@ledger/service-kit/partners/partner-reader';
import { TaxFormDto } from '../tax/tax-form.dto';

/** A tax form of the partner, or that one is missing. */
@ApiSchema({ name: 'OwnTaxForm' })
export class OwnTaxFormDto extends OmitType(TaxFormDto, ['id', 'signedOn'] as const) {}

/** Something that the partner is to acknowledge. */
@ApiSchema({ name: 'OpenAcknowledgement' })
export class OpenAcknowledgementDto {
  @ApiProperty({
    type: String,
    nullable: true,
    example: 'terms-2',
    description: 'Which checklist, or a version of the terms; null: none is named.',
  })
  checklist!: string | null;

  @ApiTime('When it was asked for.')
  requiredAt!: string;
}

/** What a payout asks of the partner, and whether it is there. */
@ApiSchema({ name: 'OwnPapers' })
export class OwnPapersDto {
  @ApiProperty({ example: 'plixo' })
  program!: string;

  @ApiProperty({ description: "The program's own clock." })
  asOf!: string;

  @ApiProperty({ description: 'Whether its terms ask for a tax form, and none is valid.' })
  taxFormNeeded!: boolean;

  @ApiProperty({ type: [OwnTaxFormDto], description: 'In the order of their times.' })
  taxForms!: OwnTaxFormDto[];

  @ApiProperty({ type: [OpenAcknowledgementDto], description: 'What waits to be acknowledged, the oldest first.' })
  acknowledgements!: OpenAcknowledgementDto[];

  @ApiProperty({ type: String, nullable: true, enum: [...PAYING_RAILS, null], description: 'null: no method is set.' })
  rail!: string | null;

  @ApiTimeOrNull('When the payout method was changed last.')
  methodChangedAt!: string | null;
}

/** What a payout asks of a partner, for itself. */
@ApiTags('for partners')
@RequiresPartner('own-figures')
@ApiResponse(problemResponse(404, 'The partner has neither applied nor enrolled yet.'))
@Controller('api/partner/papers')
export class OwnPapersController {
  constructor(private readonly reader: PartnerReader) {}

  @Get()
  @ApiOperation({ summary: 'The tax forms of the partner, what waits for its acknowledgement, and how it is paid' })
  @ApiOkResponse({ type: OwnPapersDto })
  async showOwnPapers(@PartnerCaller() own: PartnerOfCaller): Promise<OwnPapersDto> {
    return this.reader.own(own, async ({ snapshot, terms, clock, partner }) => {
      const profile = await findPayoutProfile(snapshot, own.partner);
      const standings = formStandings(profile === null ? [] : [profile], [partner], terms, clock);
      return {
        program: own.program,
        asOf: formatInstant(clock),
        taxFormNeeded: standings.some(({ isMissed }) => isMissed),
        taxForms: standings.map(taxFormDto),
        acknowledgements: (await openRequestsOf(snapshot, own.partner)).map(({ checklist, at }) => ({
          checklist,
          requiredAt: formatInstant(at),
        })),
        rail: profile?.rail ?? null,
        methodChangedAt: timeOrNull(profile?.methodChangedAt ?? null),
      };
    });
  }
}

function taxFormDto({ form, state, validThrough, recordedAt }: FormStanding): OwnTaxFormDto {
  return {
    form,
    state,
    validThrough: validThrough === null ? null : formatDate(validThrough),
    recordedAt: recordedAt === null ? null : formatInstant(recordedAt),
  };
}

function timeOrNull(at: Instant | null): string | null {
  return at === null ? null : formatInstant(at);
}
