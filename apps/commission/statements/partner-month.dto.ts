import { ApiProperty, ApiSchema } from '@nestjs/swagger';
import { DocumentLineDto } from '@ledger/service-kit/documents/document-line.dto';
import { RequiredMonth } from '@ledger/service-kit/lists/filter-fields';
import { ApiAmount } from '@ledger/service-kit/openapi/described-fields';
import { PartnerParams } from '@ledger/service-kit/reads/program-params.dto';

export class PartnerMonthParams extends PartnerParams {
  @RequiredMonth("The accounting month, in the program's time zone")
  month!: string;
}

const ApiText = (description: string, example: string) =>
  ApiProperty({ type: String, nullable: true, description, example });

/** A line that posted in the month. */
@ApiSchema({ name: 'StatementLine' })
export class StatementLineDto extends DocumentLineDto {
  @ApiAmount('What it adds')
  amountMinor!: string;
}

/** What a payout did in the month; failed or returned, its amounts count negatively. */
@ApiSchema({ name: 'StatementPayout' })
export class StatementPayoutDto {
  @ApiProperty({ format: 'date' })
  date!: string;

  @ApiProperty({ example: 'po-1' })
  payout!: string;

  @ApiProperty({ enum: ['made', 'failed', 'returned'] })
  kind!: string;

  @ApiProperty({ example: 'stripe' })
  rail!: string;

  @ApiAmount('Before fee and withholding')
  grossMinor!: string;

  @ApiAmount('The fee that the partner bore')
  feeMinor!: string;

  @ApiAmount('Tax withheld')
  withheldMinor!: string;

  @ApiAmount('What was paid out')
  netMinor!: string;
}

/** The month in one currency: closing = opening + accrued + adjusted + reversed − paid. */
@ApiSchema({ name: 'StatementAccount' })
export class StatementAccountDto {
  @ApiProperty({ example: 'USD' })
  currency!: string;

  @ApiAmount('What the month before closed with')
  openingMinor!: string;

  @ApiAmount('Accruals')
  accruedMinor!: string;

  @ApiAmount('Bonuses, changes of attribution and of rates, corrections, adjustments')
  adjustedMinor!: string;

  @ApiAmount('Refunds, disputes, voids and clawbacks')
  reversedMinor!: string;

  @ApiAmount('Payouts made, before fees, less those that failed or came back')
  paidMinor!: string;

  @ApiAmount('What is owed at the end of the month')
  closingMinor!: string;

  @ApiAmount('Fees of the payouts')
  feesMinor!: string;

  @ApiAmount('Tax withheld from the payouts')
  withheldMinor!: string;

  @ApiAmount('Paid less fees less what was withheld')
  netMinor!: string;

  @ApiProperty({ type: [StatementLineDto], description: 'By day, invoice and line.' })
  lines!: readonly StatementLineDto[];

  @ApiProperty({ type: [StatementPayoutDto], description: 'By time.' })
  payouts!: readonly StatementPayoutDto[];
}

/** A partner's month with all that happened in it. */
@ApiSchema({ name: 'PartnerMonth' })
export class PartnerMonthDto {
  @ApiProperty({ example: 'plixo' })
  program!: string;

  @ApiProperty({ example: 'alder' })
  partner!: string;

  @ApiText('As the partner gave it last; null: it did not, or it was erased.', 'Ulrike Nakamura')
  name!: string | null;

  @ApiText('As the partner gave it last; null: it did not, or it was erased.', 'Oakhaven Studio')
  company!: string | null;

  @ApiProperty({ example: '2026-03' })
  month!: string;

  @ApiProperty({ format: 'date', example: '2026-03-01', description: 'Its first day.' })
  from!: string;

  @ApiProperty({ format: 'date', example: '2026-03-31', description: 'Its last day.' })
  through!: string;

  @ApiProperty({ example: 'UTC', description: "The program's time zone." })
  timeZone!: string;

  @ApiProperty({ enum: ['open', 'closed'], description: 'closed: it never changes any more.' })
  state!: string;

  @ApiProperty({ type: [StatementAccountDto], description: 'By currency; none where nothing was owed or happened.' })
  accounts!: readonly StatementAccountDto[];
}
