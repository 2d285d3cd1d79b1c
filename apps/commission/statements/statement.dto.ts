import { ApiProperty, ApiSchema } from '@nestjs/swagger';
import type { StatementEntry } from '@ledger/read-models/ledger-view';
import { ApiAmount } from '@ledger/service-kit/openapi/described-fields';
import { pageDto } from '@ledger/service-kit/pages/page-answer';

/** A month of a partner in one currency: closing = opening + accrued + adjusted + reversed − paid. */
@ApiSchema({ name: 'Statement' })
export class StatementDto {
  @ApiProperty()
  partner!: string;

  @ApiProperty({ example: 'USD' })
  currency!: string;

  @ApiProperty({ example: '2026-03' })
  month!: string;

  @ApiAmount('What the month before closed with')
  openingMinor!: string;

  @ApiAmount('Accruals')
  accruedMinor!: string;

  @ApiAmount('Bonuses, changes of attribution and of rates, corrections')
  adjustedMinor!: string;

  @ApiAmount('Refunds, disputes, voids and clawbacks')
  reversedMinor!: string;

  @ApiAmount('Payouts made, before fees')
  paidMinor!: string;

  @ApiAmount('What is owed at the end of the month')
  closingMinor!: string;

  @ApiAmount('Fees of the payouts')
  feesMinor!: string;

  @ApiAmount('Tax withheld from the payouts')
  withheldMinor!: string;

  @ApiAmount('Paid less fees less what was withheld')
  netMinor!: string;
}

export const StatementsDto = pageDto(StatementDto, 'Statements');

export function statementDto(entry: StatementEntry): StatementDto {
  return {
    partner: entry.partner,
    currency: entry.currency,
    month: entry.month,
    openingMinor: entry.opening.toString(),
    accruedMinor: entry.accrued.toString(),
    adjustedMinor: entry.adjusted.toString(),
    reversedMinor: entry.reversed.toString(),
    paidMinor: entry.paid.toString(),
    closingMinor: entry.closing.toString(),
    feesMinor: entry.fees.toString(),
    withheldMinor: entry.withheld.toString(),
    netMinor: entry.net.toString(),
  };
}
