import { ApiExtraModels, ApiProperty, ApiSchema } from '@nestjs/swagger';
import { WORDS_OF_WINS } from '@ledger/explain/catalogue/win-words';
import type { Language } from '@ledger/explain/language';
import { writeValue } from '@ledger/explain/write-value';
import { ApiAmount, ApiObjectOrNull } from '@ledger/service-kit/openapi/described-fields';
import { OwnLineDto } from './own-line.dto';
import type { OwnTotals, WinCounter } from './own-summary';

/** All that a partner has earned in one currency, and where it is. */
@ApiSchema({ name: 'OwnTotals' })
export class OwnTotalsDto {
  @ApiProperty({ example: 'USD' })
  currency!: string;

  @ApiAmount('All that was earned, less what went back: in hold, payable, in transit and paid together')
  earnedMinor!: string;

  @ApiAmount('In hold')
  holdMinor!: string;

  @ApiAmount('Payable at the next run')
  payableMinor!: string;

  @ApiAmount('On its way')
  inTransitMinor!: string;

  @ApiAmount('Paid, before fees and withholding')
  paidMinor!: string;
}

/** How many customers there are. */
@ApiSchema({ name: 'OwnLogos' })
export class OwnLogosDto {
  @ApiProperty({ type: 'integer', description: 'Activated customers that are sourced to the partner.' })
  won!: number;

  @ApiProperty({ type: 'integer', description: 'Customers sourced to the partner that are not won yet.' })
  pending!: number;
}

/** The quarter's wins, and what the next one brings. */
@ApiSchema({ name: 'WinCounter' })
export class WinCounterDto {
  @ApiProperty({ example: '2026-Q1' })
  quarter!: string;

  @ApiProperty({ type: 'integer' })
  wins!: number;

  @ApiProperty({ type: 'integer', description: 'From so many wins on all of the quarter is paid at the bonus rate.' })
  bonusFrom!: number;

  @ApiProperty({ example: '0.15' })
  bonusRate!: string;

  @ApiProperty({ type: 'integer', description: 'So many more wins bring it; 0: it is reached.' })
  missing!: number;

  @ApiProperty({ description: 'What the next win brings, in words: English, or German by Accept-Language.' })
  says!: string;
}

@ApiSchema({ name: 'OwnSummary' })
@ApiExtraModels(WinCounterDto)
export class OwnSummaryDto {
  @ApiProperty({ example: 'plixo' })
  program!: string;

  @ApiProperty({ description: "The program's own clock." })
  asOf!: string;

  @ApiProperty({ type: [OwnTotalsDto], description: 'By currency.' })
  totals!: OwnTotalsDto[];

  @ApiProperty({ type: OwnLogosDto })
  logos!: OwnLogosDto;

  @ApiObjectOrNull(WinCounterDto, 'This quarter; null: the terms have no bonus for wins.')
  quarter!: WinCounterDto | null;

  @ApiProperty({ type: [OwnLineDto], description: 'The ten lines that were posted last, the latest first.' })
  recent!: readonly OwnLineDto[];
}

export function ownTotalsDto({ currency, ...totals }: OwnTotals): OwnTotalsDto {
  return {
    currency,
    earnedMinor: totals.earned.toString(),
    holdMinor: totals.hold.toString(),
    payableMinor: totals.payable.toString(),
    inTransitMinor: totals.inTransit.toString(),
    paidMinor: totals.paid.toString(),
  };
}

export function winCounterDto(counter: WinCounter, language: Language): WinCounterDto {
  const rate = writeValue({ rate: counter.bonusRate }, language);
  return { ...counter, says: WORDS_OF_WINS[wordOf(counter.missing)][language](counter.missing, rate) };
}

function wordOf(missing: number): keyof typeof WORDS_OF_WINS {
  if (missing === 0) return 'reached';
  return missing === 1 ? 'next' : 'more';
}
