import { ApiProperty, ApiSchema } from '@nestjs/swagger';
import { formatInstant } from '@ledger/kernel/instant';
import type { PostedLine } from '@ledger/runner/trial/what-follows';
import { ApiAmount, ApiAmountOrNull, ApiTime } from '@ledger/service-kit/openapi/described-fields';

/** A line that would be posted; its fields are those of a line that is. */
@ApiSchema({ name: 'TriedLine' })
export class TriedLineDto {
  @ApiProperty()
  partner!: string;

  @ApiProperty({ type: String, nullable: true, description: 'null: a line of the partner’s own.' })
  customer!: string | null;

  @ApiProperty({ type: String, nullable: true, description: 'null: a line of the partner’s own.' })
  invoice!: string | null;

  @ApiProperty({ description: 'The line of the invoice; of the partner’s own, the adjustment or the event.' })
  line!: string;

  @ApiProperty({ type: 'integer', description: '1, 2, … within the invoice line and partner.' })
  seq!: number;

  @ApiProperty({ example: 'accrual', description: 'Why, in the words of the lines of a partner.' })
  reason!: string;

  @ApiAmountOrNull('What the commission is computed on; null: a line of the partner’s own')
  baseMinor!: string | null;

  @ApiProperty({ type: String, nullable: true, example: '0.1' })
  rate!: string | null;

  @ApiAmount('The commission')
  amountMinor!: string;

  @ApiProperty({ example: 'USD' })
  currency!: string;

  @ApiTime('When it takes effect.')
  effectiveAt!: string;

  @ApiTime('Where it stands in the books.')
  postedAt!: string;

  @ApiTime('When it clears, if nothing holds it.')
  clearsAt!: string;

  @ApiProperty({ type: 'integer', nullable: true, description: 'The version of the terms that it is computed by.' })
  termsVersion!: number | null;

  @ApiProperty({ description: "The causing event's id, or the timer's name." })
  cause!: string;
}

export function triedLine(posted: PostedLine): TriedLineDto {
  const { partner, line, lineSeq: seq, reason, amountMinor, currency, cause } = posted;
  const isOwn = posted.type === 'OwnLinePosted';
  return {
    partner,
    customer: isOwn ? null : posted.customer,
    invoice: isOwn ? null : posted.invoice,
    line,
    seq,
    reason,
    baseMinor: isOwn ? null : posted.baseMinor.toString(),
    rate: isOwn ? null : posted.rate,
    amountMinor: amountMinor.toString(),
    currency,
    effectiveAt: formatInstant(posted.effectiveAt),
    postedAt: formatInstant(posted.postedAt),
    clearsAt: formatInstant(posted.clearsAt),
    termsVersion: isOwn ? null : posted.termsVersion,
    cause,
  };
}
