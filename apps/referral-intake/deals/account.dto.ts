import { ApiProperty, ApiSchema } from '@nestjs/swagger';
import { ACCOUNT_MATCHES } from '@ledger/desk/deals/account-match';
import { ApiTime, ApiTimeOrNull } from '@ledger/service-kit/openapi/described-fields';

export const HOLDINGS = ['registration', 'protection', 'lead', 'signup'] as const;

/** What a partner holds of an account. */
@ApiSchema({ name: 'HeldAccount' })
export class HeldAccountDto {
  @ApiProperty()
  partner!: string;

  @ApiProperty({ enum: HOLDINGS, description: 'By what.' })
  by!: string;

  @ApiProperty({ enum: ACCOUNT_MATCHES, description: 'How it was found, the surest first: a person has to look.' })
  match!: string;

  @ApiProperty({ type: String, nullable: true, description: 'null: the registration names none.' })
  customer!: string | null;

  @ApiProperty({ type: String, nullable: true, description: 'The registration, where it is one.' })
  deal!: string | null;

  @ApiTime('Since when.')
  since!: string;

  @ApiTimeOrNull('Until when; null: without end.')
  until!: string | null;
}

/** Who has an account. */
@ApiSchema({ name: 'CheckedAccount' })
export class CheckedAccountDto {
  @ApiProperty()
  program!: string;

  @ApiTimeOrNull("The program's own clock; null: nothing was accepted yet.")
  asOf!: string | null;

  @ApiProperty({ description: 'Nobody has registered, protected or claimed it.' })
  free!: boolean;

  @ApiProperty({ type: [HeldAccountDto] })
  items!: readonly HeldAccountDto[];
}

/** A fact that was recorded. */
@ApiSchema({ name: 'RecordedFact' })
export class RecordedFactDto {
  @ApiProperty({ description: 'Of the event.' })
  id!: string;

  @ApiProperty({ enum: ['accepted', 'ignored'], description: 'ignored: it says what was known already.' })
  verdict!: string;

  @ApiProperty({ description: 'Of the log: reads may be asked to show it (`after`).', example: '812' })
  position!: string;
}
