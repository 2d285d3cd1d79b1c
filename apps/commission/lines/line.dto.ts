import { ApiProperty, ApiSchema } from '@nestjs/swagger';
import type { ListedLineEntry } from '@ledger/read-models/ledger-view';
import { LINE_REASONS } from '@ledger/stages/commission/commission.decisions';
import { LINE_STATES } from '@ledger/stages/payout/payout-account';
import { ApiAmount, ApiAmountOrNull, ApiTime, ApiTimeOrNull } from '@ledger/service-kit/openapi/described-fields';
import { pageDto } from '@ledger/service-kit/pages/page-answer';

/** A line of the ledger: posted once, never changed but for its way from hold to paid. */
@ApiSchema({ name: 'Line' })
export class LineDto {
  @ApiProperty()
  partner!: string;

  @ApiProperty({ type: String, nullable: true, description: 'null: a line of the partner’s own.' })
  customer!: string | null;

  @ApiProperty({ type: String, nullable: true, description: 'null: a line of the partner’s own.' })
  invoice!: string | null;

  @ApiProperty({ description: 'The line of the invoice; of the partner’s own, the adjustment or the event.' })
  line!: string;

  @ApiProperty({
    type: 'integer',
    description: '1, 2, … within the invoice line and partner; what stands is the sum over all.',
  })
  seq!: number;

  @ApiProperty({ enum: LINE_REASONS })
  reason!: string;

  @ApiAmountOrNull('What the commission was computed on; null: a line of the partner’s own')
  baseMinor!: string | null;

  @ApiProperty({ type: String, nullable: true, example: '0.1' })
  rate!: string | null;

  @ApiAmount('The commission')
  amountMinor!: string;

  @ApiProperty({ example: 'USD' })
  currency!: string;

  @ApiProperty({ enum: LINE_STATES })
  state!: string;

  @ApiProperty({ type: [String], description: 'What keeps it in hold.', example: ['clearing'] })
  holds!: readonly string[];

  @ApiTime('When it took effect.')
  effectiveAt!: string;

  @ApiTime('Where it stands in the books.')
  postedAt!: string;

  @ApiProperty({ description: "The accounting month that this is in, in the program's time zone.", example: '2026-03' })
  month!: string;

  @ApiTime('When it clears, if nothing holds it.')
  clearsAt!: string;

  @ApiTimeOrNull('When it was paid.')
  paidAt!: string | null;

  @ApiProperty({
    type: String,
    nullable: true,
    description: 'The payout that it is in transit or paid with; null: none.',
    example: 'po-1',
  })
  payout!: string | null;

  @ApiProperty({ type: 'integer', nullable: true, description: 'The version of the terms that it was computed by.' })
  termsVersion!: number | null;

  @ApiProperty({ description: "The causing event's id, or the timer's name." })
  cause!: string;
}

export const LinesDto = pageDto(LineDto, 'Lines');

export function lineDto({ base, amount, ...line }: ListedLineEntry): LineDto {
  return { ...line, baseMinor: base?.toString() ?? null, amountMinor: amount.toString() };
}
