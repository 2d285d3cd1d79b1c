import { ApiExtraModels, ApiProperty, ApiSchema } from '@nestjs/swagger';
import { APPLIES_TO } from '@ledger/contracts/program-schemas';
import { PARTNER_ROLES, TOKEN_SCOPES } from '@ledger/desk/people/roles';
import { ApiObjectOrNull } from '@ledger/service-kit/openapi/described-fields';
import { PartnerAsOfDto } from '../partners/partner.dto';

/** Who asks. */
@ApiSchema({ name: 'OwnPrincipal' })
export class OwnPrincipalDto {
  @ApiProperty({ enum: ['person', 'partner-token'] })
  type!: string;

  @ApiProperty({ example: 'per_0123456789abcdef', description: 'What facts name as `by`.' })
  id!: string;

  @ApiProperty({ enum: [...PARTNER_ROLES, null], nullable: true, description: 'Of a person.' })
  role!: string | null;

  @ApiProperty({ enum: TOKEN_SCOPES, isArray: true, description: 'Of a token; none for a person.' })
  scopes!: readonly string[];
}

/** Who asks, for which partner, and how that stands. */
@ApiSchema({ name: 'OwnPartner' })
export class OwnPartnerDto extends PartnerAsOfDto {
  @ApiProperty({ type: OwnPrincipalDto })
  principal!: OwnPrincipalDto;

  @ApiProperty({ type: 'integer', description: 'The version of the terms that holds for the partner.' })
  termsVersion!: number;

  @ApiProperty({ description: 'Whether the terms let the partner see who its customers are.' })
  seesCustomerNames!: boolean;
}

/** One thing that changes. */
@ApiSchema({ name: 'ChangedStatement' })
export class ChangedStatementDto {
  @ApiProperty({ example: 'earns subscription' })
  topic!: string;

  @ApiProperty({ type: String, nullable: true, description: 'null: nothing was said of it.' })
  before!: string | null;

  @ApiProperty({ type: String, nullable: true, description: 'null: nothing is said of it any more.' })
  after!: string | null;
}

/** Terms in words, as they are for the partner. */
@ApiSchema({ name: 'TermsInWords' })
export class TermsInWordsDto {
  @ApiProperty({ type: 'integer' })
  version!: number;

  @ApiProperty({ format: 'date', example: '2026-07-01' })
  effectiveFrom!: string;

  @ApiProperty({ enum: APPLIES_TO })
  appliesTo!: string;

  @ApiProperty({ type: [String], description: 'Sentence by sentence.' })
  says!: readonly string[];

  @ApiProperty({
    type: [ChangedStatementDto],
    nullable: true,
    description: 'In what it differs from the terms that held for the partner before; null: there were none.',
  })
  changes!: readonly ChangedStatementDto[] | null;
}

/** The terms of a partner: those that hold, and those that come. */
@ApiSchema({ name: 'OwnTerms' })
@ApiExtraModels(TermsInWordsDto)
export class OwnTermsDto {
  @ApiProperty({ example: 'plixo' })
  program!: string;

  @ApiProperty({ description: "The program's own clock." })
  asOf!: string;

  @ApiObjectOrNull(TermsInWordsDto, 'The version that holds for the partner now.')
  holds!: TermsInWordsDto | null;

  @ApiProperty({ type: [TermsInWordsDto], description: 'Versions that are published and take effect later.' })
  next!: readonly TermsInWordsDto[];
}
