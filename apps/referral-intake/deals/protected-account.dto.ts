import { ApiProperty, ApiSchema } from '@nestjs/swagger';
import { formatInstant, type Instant } from '@ledger/kernel/instant';
import { ApiTime, ApiTimeOrNull } from '@ledger/service-kit/openapi/described-fields';
import type { PartnersList, ReviewedAccount } from './protected-accounts.service';

@ApiSchema({ name: 'ProtectedAccount' })
export class ProtectedAccountDto {
  @ApiProperty()
  customer!: string;

  @ApiTime('Since when.')
  protectedAt!: string;

  @ApiTime('The end of the quarter, unless it is released before.')
  until!: string;

  @ApiTimeOrNull('When anything last happened about it: a claim or touchpoint, a contact of sales, the close.')
  lastMovementAt!: string | null;

  @ApiProperty({ description: 'Nothing happened since the quarter began.' })
  proposedForRelease!: boolean;
}

@ApiSchema({ name: 'ProtectedAccounts' })
export class ProtectedAccountsDto {
  @ApiProperty()
  partner!: string;

  @ApiProperty({ type: String, nullable: true, example: '2026-Q4' })
  quarter!: string | null;

  @ApiProperty({ type: 'integer', nullable: true, description: 'At most so many at the same time; null: none.' })
  limit!: number | null;

  @ApiProperty({ type: [ProtectedAccountDto] })
  items!: readonly ProtectedAccountDto[];

  @ApiProperty({ type: [String], description: 'Protected at the end of the quarter before, and not now.' })
  fromLastQuarter!: readonly string[];
}

@ApiSchema({ name: 'ProtectedLists' })
export class ProtectedListsDto {
  @ApiTimeOrNull("The program's own clock.")
  asOf!: string | null;

  @ApiProperty({ type: [ProtectedAccountsDto], description: 'Of partners that had one in this quarter or the last.' })
  items!: readonly ProtectedAccountsDto[];
}

@ApiSchema({ name: 'ReviewedAccount' })
export class ReviewedAccountDto {
  @ApiProperty()
  customer!: string;

  @ApiProperty({ enum: ['released', 'protected', 'rejected'] })
  done!: string;

  @ApiProperty({ type: String, nullable: true, description: 'The code of the gate; null: it took it.' })
  code!: string | null;
}

@ApiSchema({ name: 'ReviewedAccounts' })
export class ReviewedAccountsDto {
  @ApiProperty({ type: [ReviewedAccountDto] })
  items!: readonly ReviewedAccount[];
}

/** A protected list as it is answered; `shown`: how its reader sees a customer. */
export function protectedAccountsDto(
  partner: string,
  quarter: string,
  list: PartnersList,
  shown: (customer: string) => string = (customer) => customer,
): ProtectedAccountsDto {
  return {
    partner,
    quarter,
    limit: list.limit,
    items: list.accounts.map((account) => ({
      customer: shown(account.customer),
      protectedAt: formatInstant(account.protectedAt),
      until: formatInstant(account.until),
      lastMovementAt: timeOrNull(account.lastMovementAt),
      proposedForRelease: account.isProposedForRelease,
    })),
    fromLastQuarter: list.fromLastQuarter.map(shown),
  };
}

function timeOrNull(at: Instant | null): string | null {
  return at === null ? null : formatInstant(at);
}
