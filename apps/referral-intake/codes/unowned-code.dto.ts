import { ApiProperty, ApiSchema } from '@nestjs/swagger';
import { formatInstant } from '@ledger/kernel/instant';
import type { UnownedCode } from '@ledger/read-models/tables/unowned-codes';
import { ApiAge, type Aged } from '@ledger/service-kit/lists/age';
import { IdFilter } from '@ledger/service-kit/lists/filter-fields';
import { ApiTime } from '@ledger/service-kit/openapi/described-fields';
import { pageDto } from '@ledger/service-kit/pages/page-answer';
import { PageQuery } from '@ledger/service-kit/pages/page-query.dto';

/** A sign-up with its age. */
export type AgedCode = Aged<UnownedCode>;

/** A sign-up with a code that nobody owns: a partner may go without its commission. */
@ApiSchema({ name: 'UnownedCode' })
export class UnownedCodeDto {
  @ApiProperty({
    type: String,
    nullable: true,
    description: 'As it was entered; null: it came by a click.',
    example: 'SUMMER',
  })
  code!: string | null;

  @ApiProperty({ type: String, nullable: true, description: 'The click that led to the sign-up.', example: null })
  clickId!: string | null;

  @ApiProperty({ example: 'cus-4711' })
  customer!: string;

  @ApiTime('When the customer signed up.')
  at!: string;

  @ApiAge('How long ago that is')
  ageDays!: number | null;

  @ApiProperty({ description: 'Of the event.', example: 'checkout' })
  source!: string;

  @ApiProperty({ description: 'Of the event.', example: 'evt-1042' })
  id!: string;
}

export const UnownedCodesDto = pageDto(UnownedCodeDto, 'UnownedCodes');

export function unownedCodeDto({ code, clickId, customer, at, ageDays, source, id }: AgedCode): UnownedCodeDto {
  return { code, clickId, customer, at: formatInstant(at), ageDays, source, id };
}

/** Which sign-ups, and which page of them; CSV has all pages. */
export class UnownedCodeQuery extends PageQuery {
  @IdFilter('With this code, as it was entered.')
  code?: string;
}
