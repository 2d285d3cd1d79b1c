import { ApiExtraModels, ApiProperty, ApiSchema, getSchemaPath } from '@nestjs/swagger';
import type { JsonAccount } from '@ledger/explain/account';
import { LANGUAGES } from '@ledger/explain/language';

/** A sentence with its figures. */
@ApiSchema({ name: 'Sentence' })
export class SentenceDto {
  @ApiProperty({ description: 'Its name in the catalogue, the same in every language.', example: 'commission' })
  say!: string;

  @ApiProperty({
    type: 'object',
    additionalProperties: true,
    description: 'What stands in its places: amounts with their currency, rates as decimals, times in UTC.',
    example: { base: { amountMinor: '10000', currency: 'USD' }, rate: '0.1' },
  })
  values!: Record<string, unknown>;

  @ApiProperty({ type: String, nullable: true, description: 'The rule that it follows from.', example: 'R-MON-02' })
  rule!: string | null;

  @ApiProperty({ example: 'Commission: 100.00 USD × 10 % = 10.00 USD.' })
  text!: string;
}

@ApiSchema({ name: 'AccountSection' })
@ApiExtraModels(SentenceDto)
export class AccountSectionDto {
  @ApiProperty({ anyOf: [{ $ref: getSchemaPath(SentenceDto) }, { type: 'null' }] })
  title!: SentenceDto | null;

  @ApiProperty({ type: [SentenceDto] })
  sentences!: readonly SentenceDto[];
}

/** How something came about, from what the log records of it. */
@ApiSchema({ name: 'Account' })
export class AccountDto {
  @ApiProperty({ enum: ['line', 'invoice', 'payout', 'customer'] })
  of!: JsonAccount['of'];

  @ApiProperty()
  program!: string;

  @ApiProperty({ enum: LANGUAGES, description: 'By `Accept-Language`.' })
  language!: string;

  @ApiProperty()
  title!: SentenceDto;

  @ApiProperty({ type: [AccountSectionDto] })
  sections!: readonly AccountSectionDto[];
}
