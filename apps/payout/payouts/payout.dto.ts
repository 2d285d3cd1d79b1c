import { ApiProperty, ApiSchema } from '@nestjs/swagger';
import { PAYING_RAILS } from '@ledger/contracts/decided-words';
import type { PayoutEntry } from '@ledger/read-models/ledger-view';
import { SHOWN_PAYOUT_STATES } from '@ledger/stages/intake/later-stages';
import { ApiAmount, ApiTime, ApiTimeOrNull } from '@ledger/service-kit/openapi/described-fields';
import { pageDto } from '@ledger/service-kit/pages/page-answer';

/** A payout that was made, or proposed. */
@ApiSchema({ name: 'Payout' })
export class PayoutDto {
  @ApiProperty()
  partner!: string;

  @ApiProperty({ example: 'USD' })
  currency!: string;

  @ApiTime('When it was made; of one that was not, when it was proposed.')
  at!: string;

  @ApiProperty({ example: 'po-1' })
  payout!: string;

  @ApiProperty({ enum: PAYING_RAILS })
  rail!: string;

  @ApiAmount('The sum of its lines')
  grossMinor!: string;

  @ApiAmount('The fee that its partner bears')
  feeMinor!: string;

  @ApiAmount('The tax that is withheld')
  withheldMinor!: string;

  @ApiAmount('Gross less fee less what is withheld')
  netMinor!: string;

  @ApiProperty({ type: 'integer', description: 'How many lines it pays.' })
  lines!: number;

  @ApiProperty({ enum: SHOWN_PAYOUT_STATES })
  state!: string;

  @ApiTimeOrNull('When it was paid.')
  settledAt!: string | null;

  @ApiProperty({ type: String, nullable: true, description: 'The rail’s id of it.' })
  reference!: string | null;
}

export const PayoutsDto = pageDto(PayoutDto, 'Payouts');

export function payoutDto({ gross, fee, withheld, net, ...payout }: PayoutEntry): PayoutDto {
  return {
    ...payout,
    grossMinor: gross.toString(),
    feeMinor: fee.toString(),
    withheldMinor: withheld.toString(),
    netMinor: net.toString(),
  };
}
