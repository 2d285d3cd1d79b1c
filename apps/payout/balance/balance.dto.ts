import { ApiProperty, ApiSchema } from '@nestjs/swagger';
import type { UnpaidEntry } from '@ledger/read-models/ledger-view';
import { reasonsToShow } from '@ledger/stages/payout/reasons-to-show';
import { ApiAmount } from '@ledger/service-kit/openapi/described-fields';

const REASONS = [
  ...['clearing', 'dispute', 'violation', 'certification_missing', 'suspended', 'not_approved', 'below_minimum'],
  ...['negative_balance', 'not_activated', 'tax_form_missing', 'tax_form_expired', 'payout_method_missing'],
  ...['acknowledgement_missing', 'approval_pending', 'declined', 'payout_failed', 'payout_method_new', 'in_transit'],
  'scheduled',
];

/** What a partner has earned in one currency and was not paid, and why. */
@ApiSchema({ name: 'CurrencyBalance' })
export class CurrencyBalanceDto {
  @ApiProperty({ example: 'USD' })
  currency!: string;

  @ApiAmount('In hold')
  holdMinor!: string;

  @ApiAmount('Payable at the next run')
  payableMinor!: string;

  @ApiAmount('On its way with a payout whose rail has not answered')
  inTransitMinor!: string;

  @ApiProperty({ enum: REASONS, isArray: true, description: 'Why it is not paid, sorted; none for an amount of 0.' })
  reasons!: readonly string[];
}

@ApiSchema({ name: 'Balance' })
export class BalanceDto {
  @ApiProperty()
  program!: string;

  @ApiProperty({ description: "The program's own clock." })
  asOf!: string;

  @ApiProperty()
  partner!: string;

  @ApiProperty({ type: [CurrencyBalanceDto], description: 'By currency; empty where all is paid.' })
  balances!: CurrencyBalanceDto[];
}

export function currencyBalanceDto({ currency, hold, payable, inTransit, reasons }: UnpaidEntry): CurrencyBalanceDto {
  const amounts = {
    holdMinor: hold.toString(),
    payableMinor: payable.toString(),
    inTransitMinor: inTransit.toString(),
  };
  return { currency, ...amounts, reasons: reasonsToShow(reasons, { holdMinor: hold, payableMinor: payable }) };
}
