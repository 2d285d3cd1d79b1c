import { ApiProperty, ApiSchema } from '@nestjs/swagger';
import { PAYING_RAILS } from '@ledger/contracts/decided-words';
import type { PayoutChange } from '@ledger/runner/trial/what-follows';
import { PAYOUT_STATES, type PayoutState } from '@ledger/stages/intake/later-stages';
import { ApiAmountOrNull } from '@ledger/service-kit/openapi/described-fields';

/** A payout whose state would change. */
@ApiSchema({ name: 'TriedPayout' })
export class TriedPayoutDto {
  @ApiProperty({ example: 'po-1' })
  payout!: string;

  @ApiProperty()
  partner!: string;

  @ApiProperty({ example: 'USD' })
  currency!: string;

  @ApiProperty({
    enum: PAYOUT_STATES,
    description: 'What it would become; `replaced`: a proposal that is gone, whose amounts are null.',
  })
  state!: PayoutState;

  @ApiProperty({ enum: [...PAYING_RAILS, null], type: String, nullable: true })
  rail!: string | null;

  @ApiAmountOrNull('The sum of its lines')
  grossMinor!: string | null;

  @ApiAmountOrNull('The fee that its partner bears')
  feeMinor!: string | null;

  @ApiAmountOrNull('The tax that is withheld')
  withheldMinor!: string | null;

  @ApiAmountOrNull('Gross less fee less what is withheld')
  netMinor!: string | null;

  @ApiProperty({ type: 'integer', nullable: true, description: 'How many lines it pays.' })
  lines!: number | null;
}

export function triedPayout(change: PayoutChange): TriedPayoutDto {
  const { payout, partner, currency } = change;
  const named = { payout, partner, currency, state: stateOf(change) };
  if (change.type === 'PayoutProposalReplaced') {
    return { ...named, rail: null, grossMinor: null, feeMinor: null, withheldMinor: null, netMinor: null, lines: null };
  }
  const { rail, grossMinor, feeMinor, withheldMinor, netMinor, lineCount: lines } = change;
  return {
    ...named,
    rail,
    grossMinor: grossMinor.toString(),
    feeMinor: feeMinor.toString(),
    withheldMinor: withheldMinor.toString(),
    netMinor: netMinor.toString(),
    lines,
  };
}

function stateOf(change: PayoutChange): PayoutState {
  switch (change.type) {
    case 'PayoutProposed':
      return 'proposed';
    case 'PayoutProposalReplaced':
      return 'replaced';
    case 'PayoutDeclined':
      return 'declined';
    case 'PayoutMade':
      return change.paidAtOnce ? 'paid' : 'in_transit';
    case 'PayoutSettled':
      return 'paid';
    case 'PayoutFailed':
      return 'failed';
    case 'PayoutReturned':
      return 'returned';
  }
}
