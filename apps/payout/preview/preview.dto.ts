import { ApiProperty, ApiSchema } from '@nestjs/swagger';
import { RAILS } from '@ledger/contracts/decided-words';
import { formatInstant, parseInstantOrDay, type Instant } from '@ledger/kernel/instant';
import { causeText } from '@ledger/read-models/preview/preview-rows';
import {
  totalsOf,
  type PayoutChange,
  type PreviewedPayout,
  type PreviewTotal,
  type RunPreview,
} from '@ledger/read-models/preview/run-preview';
import { TimeFilter } from '@ledger/service-kit/lists/filter-fields';
import { ApiAmount, ApiTime } from '@ledger/service-kit/openapi/described-fields';
import { UnpaidAmountDto, unpaidAmountDto } from '../balance/balance.dto';

/** A list of a preview shows so many entries as JSON; CSV has all. */
const MOST = 10_000;

export class PreviewQuery {
  @TimeFilter('The first run at or after this time (default: the next that pays or proposes anything)')
  at?: string;
}

/** The time that a query asks for, which was checked; null: none. */
export function timeAsked({ at }: PreviewQuery): Instant | null {
  return at === undefined ? null : parseInstantOrDay(at);
}

class SumsDto {
  @ApiProperty({ enum: RAILS })
  rail!: string;

  @ApiAmount('The sum of the lines')
  grossMinor!: string;

  @ApiAmount('The fee of the terms')
  feeMinor!: string;

  @ApiAmount('What is withheld for taxes')
  withheldMinor!: string;

  @ApiAmount('What arrives')
  netMinor!: string;

  @ApiProperty({
    type: 'integer',
    description: 'How many lines that is; of what the end of a quarter will post, one for each invoice.',
  })
  lines!: number;

  @ApiProperty({ description: 'It is only proposed: a person has to approve.' })
  needsApproval!: boolean;
}

/** A payout that the run will make, or propose. */
@ApiSchema({ name: 'PreviewedPayout' })
export class PreviewedPayoutDto extends SumsDto {
  @ApiProperty()
  partner!: string;

  @ApiProperty({ example: 'USD' })
  currency!: string;
}

/** What payouts of one rail and currency come to. */
@ApiSchema({ name: 'PreviewTotal' })
export class PreviewTotalDto extends SumsDto {
  @ApiProperty({ example: 'USD' })
  currency!: string;

  @ApiProperty({ type: 'integer' })
  payouts!: number;
}

/** Money that the run leaves unpaid, for one reason. Several reasons may keep the same money back. */
@ApiSchema({ name: 'PreviewedUnpaid' })
export class PreviewedUnpaidDto extends UnpaidAmountDto {
  @ApiProperty()
  partner!: string;

  @ApiProperty({ example: 'USD' })
  currency!: string;
}

/** How an account is paid otherwise than by the last run of its schedule, what was approved since included. */
@ApiSchema({ name: 'PayoutChange' })
export class PayoutChangeDto {
  @ApiProperty()
  partner!: string;

  @ApiProperty({ example: 'USD' })
  currency!: string;

  @ApiProperty({ enum: ['new', 'gone', 'more', 'less'] })
  change!: string;

  @ApiAmount('What will arrive')
  netMinor!: string;

  @ApiAmount('What arrived then')
  lastNetMinor!: string;

  @ApiProperty({ type: [String], example: ['po-1'], description: 'The payouts that it is compared with.' })
  lastPayouts!: readonly string[];

  @ApiProperty({ type: [String], description: 'Why, in words, as far as it can be told.' })
  why!: readonly string[];
}

@ApiSchema({ name: 'LastRun' })
export class LastRunDto {
  @ApiProperty({ enum: ['day', 'month', 'quarter'], description: 'Of which schedules.' })
  every!: string;

  @ApiTime('When it was')
  at!: string;
}

/** What a run will do if nothing else happens: no new fact, no person, no rail. */
@ApiSchema({ name: 'RunPreview' })
export class RunPreviewDto {
  @ApiProperty()
  program!: string;

  @ApiTime("The program's own clock.")
  asOf!: string;

  @ApiTime('The run that this is about')
  runAt!: string;

  @ApiProperty({ type: [PreviewTotalDto], description: 'By currency and rail.' })
  totals!: readonly PreviewTotalDto[];

  @ApiProperty({ type: [PreviewedPayoutDto], description: 'What it pays or proposes, by partner and currency.' })
  pays!: readonly PreviewedPayoutDto[];

  @ApiProperty({ type: [PreviewedUnpaidDto], description: 'What is unpaid after it, and why.' })
  leaves!: readonly PreviewedUnpaidDto[];

  @ApiProperty({
    type: [LastRunDto],
    description: 'The last run that paid anything, of each schedule that has a run then.',
  })
  lastRuns!: readonly LastRunDto[];

  @ApiProperty({ type: [PayoutChangeDto], description: 'What is otherwise than at these.' })
  changes!: readonly PayoutChangeDto[];

  @ApiProperty({
    type: 'integer',
    description: `So many entries more there are: each list shows ${MOST}; CSV has all.`,
  })
  leftOff!: number;
}

export function runPreviewDto(preview: RunPreview): RunPreviewDto {
  const { program, asOf, runAt, pays, leaves, lastRuns, changes } = preview;
  return {
    program,
    asOf: formatInstant(asOf),
    runAt: formatInstant(runAt),
    totals: totalsOf(preview).map(totalDto),
    pays: pays.slice(0, MOST).map(payoutDto),
    leaves: leaves
      .slice(0, MOST)
      .map(({ partner, currency, ...each }) => ({ partner, currency, ...unpaidAmountDto(each) })),
    lastRuns: [...lastRuns].map(([every, at]) => ({ every, at: formatInstant(at) })),
    changes: changes.slice(0, MOST).map(changeDto),
    leftOff: [pays, leaves, changes].reduce((sum, { length }) => sum + Math.max(0, length - MOST), 0),
  };
}

function payoutDto({ partner, currency, ...payout }: PreviewedPayout): PreviewedPayoutDto {
  return { partner, currency, ...sumsDto(payout) };
}

function totalDto({ currency, payouts, ...total }: PreviewTotal): PreviewTotalDto {
  return { currency, payouts, ...sumsDto(total) };
}

function sumsDto(sums: Omit<PreviewTotal, 'currency' | 'payouts'>): SumsDto {
  const { rail, grossMinor, feeMinor, withheldMinor, netMinor, lineCount, needsApproval } = sums;
  return {
    rail,
    grossMinor: grossMinor.toString(),
    feeMinor: feeMinor.toString(),
    withheldMinor: withheldMinor.toString(),
    netMinor: netMinor.toString(),
    lines: lineCount,
    needsApproval,
  };
}

function changeDto({ netMinor, lastNetMinor, why, ...change }: PayoutChange): PayoutChangeDto {
  return {
    ...change,
    netMinor: netMinor.toString(),
    lastNetMinor: lastNetMinor.toString(),
    why: why.map(causeText),
  };
}
