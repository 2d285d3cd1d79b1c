import { ApiProperty, ApiSchema } from '@nestjs/swagger';
import { RAILS } from '@ledger/contracts/decided-words';
import { formatDate } from '@ledger/kernel/calendar';
import { formatInstant, type Instant } from '@ledger/kernel/instant';
import type { AccountBalance } from '@ledger/read-models/as-of/account-balance';
import type { ExpectedPayout } from '@ledger/stages/payout/expected-payout';
import { ENDED_BY, WAITING_REASONS, type UnpaidAmount } from '@ledger/stages/payout/unpaid-amounts';
import {
  ApiAmount,
  ApiAmountOrNull,
  ApiDayOrNull,
  ApiTime,
  ApiTimeOrNull,
} from '@ledger/service-kit/openapi/described-fields';

/** Money that is not paid for one reason. Several reasons may keep the same money back. */
@ApiSchema({ name: 'UnpaidAmount' })
export class UnpaidAmountDto {
  @ApiProperty({ enum: WAITING_REASONS, description: 'Explained in docs/reasons.md.' })
  reason!: string;

  @ApiAmount('What it keeps back')
  amountMinor!: string;

  @ApiProperty({ enum: ENDED_BY, description: 'Time alone, or who ends it.' })
  endedBy!: string;

  @ApiTimeOrNull('When time alone ends it for all of the amount')
  endsAt!: string | null;

  @ApiTimeOrNull('When it first ends for a part of the amount')
  endsFirstAt!: string | null;

  @ApiAmountOrNull('What has to become payable beside what is, before there is a payout')
  missingMinor!: string | null;

  @ApiTimeOrNull('Since when an approval is pending: when it was proposed')
  since!: string | null;

  @ApiDayOrNull('Until when the tax form was valid that has expired')
  expiredOn!: string | null;
}

/** The payout that comes about by itself if nothing else happens: no refund, no new invoice, no change by a person. */
@ApiSchema({ name: 'ExpectedPayout' })
export class ExpectedPayoutDto {
  @ApiTime('When its run is')
  runAt!: string;

  @ApiProperty({ enum: RAILS })
  rail!: string;

  @ApiAmount('All that will be payable')
  grossMinor!: string;

  @ApiAmount('The fee of the terms')
  feeMinor!: string;

  @ApiAmount('What is withheld for taxes')
  withheldMinor!: string;

  @ApiAmount('What arrives')
  netMinor!: string;

  @ApiProperty({ description: 'The run only proposes it: a person has to approve.' })
  needsApproval!: boolean;
}

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

  @ApiProperty({
    enum: WAITING_REASONS,
    isArray: true,
    description: 'Why it is not paid, sorted; none for an amount of 0.',
  })
  reasons!: readonly string[];

  @ApiProperty({
    type: [UnpaidAmountDto],
    description: 'The same reasons, each with its amount and with what ends it.',
  })
  waiting!: readonly UnpaidAmountDto[];

  @ApiProperty({
    type: ExpectedPayoutDto,
    nullable: true,
    description:
      'The next payout if nothing else happens; null: time alone brings none. What the end of the quarter will take back is deducted.',
  })
  nextPayout!: ExpectedPayoutDto | null;
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

export function currencyBalanceDto({ unpaid, waiting, next }: AccountBalance): CurrencyBalanceDto {
  return {
    currency: unpaid.currency,
    holdMinor: unpaid.hold.toString(),
    payableMinor: unpaid.payable.toString(),
    inTransitMinor: unpaid.inTransit.toString(),
    reasons: waiting.map(({ reason }) => reason),
    waiting: waiting.map(unpaidAmountDto),
    nextPayout: next === null ? null : expectedPayoutDto(next),
  };
}

export function unpaidAmountDto(waiting: UnpaidAmount): UnpaidAmountDto {
  return {
    reason: waiting.reason,
    amountMinor: waiting.amountMinor.toString(),
    endedBy: waiting.endedBy,
    endsAt: timeOrNull(waiting.endsAt),
    endsFirstAt: timeOrNull(waiting.endsFirstAt),
    missingMinor: waiting.missingMinor?.toString() ?? null,
    since: timeOrNull(waiting.since),
    expiredOn: waiting.expiredOn === null ? null : formatDate(waiting.expiredOn),
  };
}

function expectedPayoutDto(next: ExpectedPayout): ExpectedPayoutDto {
  return {
    runAt: formatInstant(next.runAt),
    rail: next.rail,
    grossMinor: next.grossMinor.toString(),
    feeMinor: next.feeMinor.toString(),
    withheldMinor: next.withheldMinor.toString(),
    netMinor: next.netMinor.toString(),
    needsApproval: next.needsApproval,
  };
}

const timeOrNull = (at: Instant | null) => (at === null ? null : formatInstant(at));
