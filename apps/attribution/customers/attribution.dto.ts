import { ApiProperty, ApiSchema } from '@nestjs/swagger';
import type { CreditEntry, LostClaimEntry } from '@ledger/read-models/ledger-view';
import { ApiTime, ApiTimeOrNull } from '@ledger/service-kit/openapi/described-fields';

@ApiSchema({ name: 'Credit' })
export class CreditDto implements CreditEntry {
  @ApiProperty()
  partner!: string;

  @ApiProperty({ enum: ['sourced', 'influenced'] })
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

  @ApiProperty({ enum: ['signup', 'lead', 'registration', 'protection', 'touchpoint'] })
  claim!: string;

  @ApiTime('When it was made.')
  at!: string;

  @ApiProperty({
    enum: [
      ...['later', 'lower_priority', 'expired', 'protection_ended', 'after_direct_contact', 'window_passed'],
      ...['not_approved', 'self_referral', 'after_settling', 'overridden', 'unknown_code'],
    ],
  })
  reason!: string;
}

/** Who is credited with a customer, and who is not. */
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

  @ApiProperty({ type: [LostClaimDto], description: 'The claims that lost, and why.' })
  lost!: readonly LostClaimDto[];
}
