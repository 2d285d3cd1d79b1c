import { ApiExtraModels, ApiProperty, ApiSchema } from '@nestjs/swagger';
import { CREDIT_ROLES } from '@ledger/contracts/claim-schemas';
import type { CreditEntry, LostClaimEntry } from '@ledger/read-models/ledger-view';
import { INTRODUCTION_KINDS, LOST_REASONS } from '@ledger/stages/attribution/attribution.decisions';
import { ApiObjectOrNull, ApiTime, ApiTimeOrNull } from '@ledger/service-kit/openapi/described-fields';

@ApiSchema({ name: 'Credit' })
export class CreditDto implements CreditEntry {
  @ApiProperty()
  partner!: string;

  @ApiProperty({ enum: CREDIT_ROLES })
  role!: string;

  @ApiProperty({
    type: 'integer',
    nullable: true,
    description: 'Relative to the other sourced ones; null for influenced.',
  })
  weight!: number | null;
}

@ApiSchema({ name: 'LostClaim' })
export class LostClaimDto implements LostClaimEntry {
  @ApiProperty({ type: String, nullable: true, description: 'null: a sign-up with a code that nobody owns.' })
  partner!: string | null;

  @ApiProperty({ enum: INTRODUCTION_KINDS })
  claim!: string;

  @ApiTime('When it was made.')
  at!: string;

  @ApiProperty({ enum: LOST_REASONS })
  reason!: string;
}

/** The decision of staff that gave a customer's credits. */
@ApiSchema({ name: 'Override' })
export class OverrideDto {
  @ApiProperty({ description: 'Of the event.', example: 'evt-1042' })
  id!: string;

  @ApiProperty({ description: 'Of the event.', example: 'partner-api' })
  source!: string;

  @ApiTime('When it was decided.')
  at!: string;

  @ApiTimeOrNull('For revenue that was earned from then on; null: for all.')
  from!: string | null;

  @ApiProperty({ description: 'Who decided it; a pseudonym where that was erased.', example: 'dana.ops' })
  by!: string;

  @ApiProperty({
    type: String,
    nullable: true,
    description: 'What it rests on. null: it was erased, or the token may not see it, which takes one of kind admin.',
    example: 'Referral log of 2026-02-20',
  })
  evidence!: string | null;

  @ApiProperty({ description: 'The pseudonym of the evidence: the same for the same text.', example: 'text-5f0c…' })
  evidenceRef!: string;
}

/** Who is credited with a customer, and who is not. */
@ApiExtraModels(OverrideDto)
@ApiSchema({ name: 'Attribution' })
export class AttributionDto {
  @ApiProperty()
  program!: string;

  @ApiProperty({ description: "The program's own clock." })
  asOf!: string;

  @ApiProperty()
  customer!: string;

  @ApiTimeOrNull('When it settled; null: the credits are provisional, as if it settled now.')
  settledAt!: string | null;

  @ApiProperty({ type: [CreditDto] })
  credits!: readonly CreditDto[];

  @ApiObjectOrNull(OverrideDto, 'The override that gave the credits; null: none did.')
  override!: OverrideDto | null;

  @ApiProperty({ type: [LostClaimDto], description: 'The claims that lost, and why.' })
  lost!: readonly LostClaimDto[];
}
