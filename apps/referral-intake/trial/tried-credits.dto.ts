import { ApiProperty, ApiSchema } from '@nestjs/swagger';
import { CREDIT_ROLES } from '@ledger/contracts/claim-schemas';
import { formatInstant } from '@ledger/kernel/instant';
import type { AttributionChanged } from '@ledger/stages/attribution/attribution.decisions';
import { ApiTimeOrNull } from '@ledger/service-kit/openapi/described-fields';

@ApiSchema({ name: 'TriedCredit' })
export class TriedCreditDto {
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

/** Who would be credited with a customer. */
@ApiSchema({ name: 'TriedCredits' })
export class TriedCreditsDto {
  @ApiProperty()
  customer!: string;

  @ApiTimeOrNull('When it settled; null: the credits are provisional.')
  settledAt!: string | null;

  @ApiProperty({ type: [TriedCreditDto], description: 'As they would stand.' })
  credits!: readonly TriedCreditDto[];
}

export function triedCredits({ customer, settledAt, credits }: AttributionChanged): TriedCreditsDto {
  return {
    customer,
    settledAt: settledAt === null ? null : formatInstant(settledAt),
    credits: credits.map(({ partner, role, weight }) => ({ partner, role, weight })),
  };
}
