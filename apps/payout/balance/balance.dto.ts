import { ApiExtraModels, ApiProperty, ApiSchema } from '@nestjs/swagger';
import { RAILS } from '@ledger/contracts/decided-words';
import { WORDS } from '@ledger/explain/catalogue/words';
import type { Language } from '@ledger/explain/language';
import { mendOf, MENDS } from '@ledger/explain/mend-of-code';
import { formatDate } from '@ledger/kernel/calendar';
import { formatInstant, type Instant } from '@ledger/kernel/instant';
import type { PayoutFailure } from '@ledger/runner/explain/last-failure';
import type { AccountBalance } from '@ledger/read-models/as-of/account-balance';
import type { ExpectedPayout } from '@ledger/stages/payout/expected-payout';
import { ENDED_BY, WAITING_REASONS, type UnpaidAmount } from '@ledger/stages/payout/unpaid-amounts';
import {
  ApiAmount,
  ApiAmountOrNull,
  ApiDayOrNull,
  ApiObjectOrNull,
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

/** The payout that failed or came back and keeps its partner from being paid (`payout_failed`). */
@ApiSchema({ name: 'PayoutFailure' })
export class PayoutFailureDto {
  @ApiProperty({ example: 'po-1' })
  payout!: string;

  @ApiProperty({ enum: ['failed', 'returned'] })
  state!: string;

  @ApiTime('When it failed or came back')
  at!: string;

  @ApiProperty({ example: 'account_closed', description: 'The code of its rail, or of who recorded it.' })
  code!: string;

  @ApiProperty({ enum: Object.keys(MENDS), description: 'What the code asks for (docs/reasons.md).' })
  mend!: string;

  @ApiProperty({ description: 'What to do, in words for the partner: English, or German by Accept-Language.' })
  says!: string;
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

@ApiExtraModels(PayoutFailureDto)
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

  @ApiObjectOrNull(PayoutFailureDto, 'What has to be mended while `payout_failed` is among the reasons.')
  failure!: PayoutFailureDto | null;
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

export function payoutFailureDto({ payout, state, at, code }: PayoutFailure, language: Language): PayoutFailureDto {
  const mend = mendOf(code);
  return { payout, state, at: formatInstant(at), code, mend, says: WORDS[`mend.${mend}`][language] };
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
