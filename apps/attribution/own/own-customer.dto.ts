import { ApiProperty, ApiSchema } from '@nestjs/swagger';
import { CREDIT_ROLES } from '@ledger/contracts/claim-schemas';
import type { CsvColumn } from '@ledger/documents/csv-table';
import { INTRODUCTION_KINDS, LOST_REASONS } from '@ledger/stages/attribution/attribution.decisions';
import { ApiTime, ApiTimeOrNull } from '@ledger/service-kit/openapi/described-fields';
import { pageDto } from '@ledger/service-kit/pages/page-answer';
import type { OwnCustomer } from './own-customers';

/** A claim of the partner that lost. */
@ApiSchema({ name: 'OwnLostClaim' })
export class OwnLostClaimDto {
  @ApiProperty({ enum: INTRODUCTION_KINDS })
  claim!: string;

  @ApiTime('When it was made.')
  at!: string;

  @ApiProperty({ enum: LOST_REASONS })
  reason!: string;
}

/** A customer that concerns the partner; of other partners nothing is told. */
@ApiSchema({ name: 'OwnCustomer' })
export class OwnCustomerDto {
  @ApiProperty({
    example: 'cus-1001',
    description: 'Its id, or, where names are not for the partner’s type, a pseudonym that stays the same.',
  })
  customer!: string;

  @ApiProperty({
    enum: ['credited', 'provisional', 'lost'],
    description: 'provisional: as if the customer settled now.',
  })
  state!: string;

  @ApiProperty({ type: String, nullable: true, enum: [...CREDIT_ROLES, null], description: 'null: it is lost.' })
  role!: string | null;

  @ApiProperty({
    type: String,
    nullable: true,
    example: '1',
    description: 'Its part among those who brought the customer; null: influenced, or lost.',
  })
  share!: string | null;

  @ApiTimeOrNull('When the customer settled; null: not yet.')
  settledAt!: string | null;

  @ApiTimeOrNull('When it was activated, where it counts for the partner.')
  activatedAt!: string | null;

  @ApiProperty({ type: String, nullable: true, example: '2026-Q1', description: 'The quarter that it is a win in.' })
  wonIn!: string | null;

  @ApiProperty({ type: [OwnLostClaimDto], description: 'Claims of the partner that lost, and why.' })
  lost!: readonly OwnLostClaimDto[];
}

export const OwnCustomersDto = pageDto(OwnCustomerDto, 'OwnCustomers');

/** The columns of a partner's customers as CSV. */
export function ownCustomerColumns(program: string): readonly CsvColumn<OwnCustomer>[] {
  return [
    ['program', () => program],
    ['customer', ({ customer }) => customer],
    ['state', ({ state }) => state],
    ['role', ({ role }) => role],
    ['share', ({ share }) => share],
    ['settledAt', ({ settledAt }) => settledAt],
    ['activatedAt', ({ activatedAt }) => activatedAt],
    ['wonIn', ({ wonIn }) => wonIn],
    ['lost', ({ lost }) => lost.map(({ claim, reason }) => `${claim}:${reason}`).join(' ')],
  ];
}
