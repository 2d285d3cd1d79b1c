import { ApiProperty, ApiSchema } from '@nestjs/swagger';
import { payoutEntry } from '@ledger/read-models/as-of/payout-entry';
import type { PayoutRow } from '@ledger/read-models/rows';
import { ApiAmount, ApiTime } from '@ledger/service-kit/openapi/described-fields';
import { pageDto } from '@ledger/service-kit/pages/page-answer';

/** A payout that was made. */
@ApiSchema({ name: 'Payout' })
export class PayoutDto {
  @ApiProperty()
  partner!: string;

  @ApiProperty({ example: 'USD' })
  currency!: string;

  @ApiTime('When it was made.')
  at!: string;

  @ApiProperty({ enum: ['stripe', 'paypal', 'manual'] })
  rail!: string;

  @ApiAmount('The sum of its lines')
  grossMinor!: string;

  @ApiAmount('The fee that its partner bears')
  feeMinor!: string;

  @ApiAmount('Gross less fee')
  netMinor!: string;

  @ApiProperty({ type: 'integer', description: 'How many lines it paid.' })
  lines!: number;
}

export const PayoutsDto = pageDto(PayoutDto, 'Payouts');

export function payoutDto(row: PayoutRow): PayoutDto {
  const { gross, fee, net, ...payout } = payoutEntry(row);
  return { ...payout, grossMinor: gross.toString(), feeMinor: fee.toString(), netMinor: net.toString() };
}
