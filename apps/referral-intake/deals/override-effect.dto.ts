import { ApiProperty, ApiSchema } from '@nestjs/swagger';
import { amountMinor, add, type AmountMinor } from '@ledger/kernel/money';
import type { Trial } from '@ledger/runner/trial/make-trial';
import { ApiAmount } from '@ledger/service-kit/openapi/described-fields';
import { TriedCreditsDto, triedCredits } from '../trial/tried-credits.dto';

@ApiSchema({ name: 'MoneyMoved' })
export class MoneyMovedDto {
  @ApiProperty()
  partner!: string;

  @ApiProperty({ example: 'USD' })
  currency!: string;

  @ApiAmount('What its commission would grow by; negative: what would be taken back')
  amountMinor!: string;

  @ApiProperty({ type: 'integer', description: 'In so many new lines.' })
  lines!: number;
}

@ApiSchema({ name: 'RefusedOverride' })
export class RefusedOverrideDto {
  @ApiProperty()
  code!: string;

  @ApiProperty({ type: String, nullable: true })
  detail!: string | null;
}

/** What would follow from overrides; nothing was recorded. */
@ApiSchema({ name: 'OverrideEffect' })
export class OverrideEffectDto {
  @ApiProperty({ description: 'The position of the log up to which everything was taken as given.', example: '812' })
  position!: string;

  @ApiProperty({ type: [RefusedOverrideDto], description: 'What the gate would reject; none of it moves money.' })
  refused!: readonly RefusedOverrideDto[];

  @ApiProperty({ type: [MoneyMovedDto], description: 'By partner and currency.' })
  money!: readonly MoneyMovedDto[];

  @ApiProperty({ type: [TriedCreditsDto], description: 'Who would be credited with each customer, now.' })
  credits!: readonly TriedCreditsDto[];

  @ApiProperty({
    type: 'integer',
    description: 'So many lines and credits more would follow: a trial tells of 10,000, and the sums are of those.',
  })
  leftOff!: number;
}

/** What follows from a trial, as sums of money for each partner. */
export function overrideEffect({ position, events }: Trial): OverrideEffectDto {
  const sums = new Map<string, { partner: string; currency: string; sum: AmountMinor; lines: number }>();
  for (const { partner, currency, amountMinor: amount } of events.flatMap(({ follows }) => follows.lines)) {
    const key = JSON.stringify([partner, currency]);
    const before = sums.get(key) ?? { partner, currency, sum: amountMinor(0n), lines: 0 };
    sums.set(key, { ...before, sum: add(before.sum, amount), lines: before.lines + 1 });
  }
  const credits = new Map(events.flatMap(({ follows }) => follows.credits.map((one) => [one.customer, one] as const)));
  return {
    position: position.toString(),
    refused: events.flatMap(({ arrival }) => {
      const { verdict } = arrival;
      return verdict.type === 'rejected' ? [{ code: verdict.code, detail: verdict.detail }] : [];
    }),
    money: [...sums.values()]
      .sort((a, b) => (a.partner < b.partner ? -1 : a.partner > b.partner ? 1 : a.currency < b.currency ? -1 : 1))
      .map(({ partner, currency, sum, lines }) => ({ partner, currency, amountMinor: sum.toString(), lines })),
    credits: [...credits.values()].map(triedCredits),
    leftOff: events.reduce((sum, { follows }) => sum + follows.leftOff, 0),
  };
}
