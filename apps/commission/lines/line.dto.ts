import { ApiProperty, ApiSchema } from '@nestjs/swagger';
import type { LineEntry } from '@ledger/read-models/ledger-view';
import { ApiAmount, ApiTime, ApiTimeOrNull } from '@ledger/service-kit/openapi/described-fields';
import { pageDto } from '@ledger/service-kit/pages/page-answer';

/** A line of the ledger: posted once, never changed but for its way from hold to paid. */
@ApiSchema({ name: 'Line' })
export class LineDto {
  @ApiProperty()
  partner!: string;

  @ApiProperty()
  customer!: string;

  @ApiProperty()
  invoice!: string;

  @ApiProperty({ description: 'The line of the invoice.' })
  line!: string;

  @ApiProperty({
    type: 'integer',
    description: '1, 2, … within the invoice line and partner; what stands is the sum over all.',
  })
  seq!: number;

  @ApiProperty({
    enum: [
      ...['accrual', 'refund', 'dispute', 'void', 'clawback', 'bonus'],
      ...['reattribution', 'rate_change', 'true_up', 'correction'],
    ],
  })
  reason!: string;

  @ApiAmount('What the commission was computed on')
  baseMinor!: string;

  @ApiProperty({ example: '0.1' })
  rate!: string;

  @ApiAmount('The commission')
  amountMinor!: string;

  @ApiProperty({ example: 'USD' })
  currency!: string;

  @ApiProperty({ enum: ['hold', 'payable', 'in_transit', 'paid'] })
  state!: string;

  @ApiProperty({ type: [String], description: 'What keeps it in hold.', example: ['clearing'] })
  holds!: readonly string[];

  @ApiTime('When it took effect.')
  effectiveAt!: string;

  @ApiTime('Where it stands in the books.')
  postedAt!: string;

  @ApiTime('When it clears, if nothing holds it.')
  clearsAt!: string;

  @ApiTimeOrNull('When it was paid.')
  paidAt!: string | null;

  @ApiProperty({ type: 'integer', description: 'The version of the terms that it was computed by.' })
  termsVersion!: number;

  @ApiProperty({ description: "The causing event's id, or the timer's name." })
  cause!: string;
}

export const LinesDto = pageDto(LineDto, 'Lines');

export function lineDto({ base, amount, ...line }: LineEntry): LineDto {
  return { ...line, baseMinor: base.toString(), amountMinor: amount.toString() };
}
