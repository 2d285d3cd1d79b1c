import { ApiProperty, ApiSchema } from '@nestjs/swagger';
import { formatInstant } from '@ledger/kernel/instant';
import type { Trial, TriedEvent } from '@ledger/runner/trial/make-trial';
import { EventVerdictDto, eventVerdict } from '../events/event-answer.dto';
import { TriedCreditsDto, triedCredits } from './tried-credits.dto';
import { TriedLineDto, triedLine } from './tried-line.dto';
import { TriedNothingDto, triedNothing } from './tried-nothing.dto';
import { TriedPayoutDto, triedPayout } from './tried-payout.dto';

/** What would become of one event, and what would follow from it alone, after those before it in the request. */
@ApiSchema({ name: 'TriedEvent' })
export class TriedEventDto extends EventVerdictDto {
  @ApiProperty({
    type: String,
    format: 'date-time',
    nullable: true,
    description: "What the program's clock would show after it; null: nothing was accepted yet.",
  })
  clock!: string | null;

  @ApiProperty({ type: [TriedLineDto], description: 'The lines of commission, and of partners’ own.' })
  lines!: readonly TriedLineDto[];

  @ApiProperty({ type: [TriedPayoutDto], description: 'Payouts whose state would change.' })
  payouts!: readonly TriedPayoutDto[];

  @ApiProperty({ type: [TriedCreditsDto], description: 'Customers of whose attribution anything would change.' })
  credits!: readonly TriedCreditsDto[];

  @ApiProperty({ type: [TriedNothingDto], description: 'Lines of invoices that nothing would be posted for, and why.' })
  nothing!: readonly TriedNothingDto[];

  @ApiProperty({ type: 'integer', description: 'So many entries more would follow: a trial shows 10,000 in all.' })
  leftOff!: number;
}

/** The answer to a trial. */
@ApiSchema({ name: 'Trial' })
export class TrialAnswerDto {
  @ApiProperty({ enum: [true], description: 'Nothing was recorded.' })
  dryRun!: true;

  @ApiProperty({
    pattern: '^\\d+$',
    example: '812',
    description: 'The position of the log up to which everything was taken as given.',
  })
  position!: string;

  @ApiProperty({ type: [TriedEventDto], description: 'One for each event, in their order; also for a single event.' })
  events!: readonly TriedEventDto[];
}

/** The answer to a trial, as the API and the command give it. */
export function trialAnswer({ position, events }: Trial): TrialAnswerDto {
  return { dryRun: true, position: position.toString(), events: events.map(triedEvent) };
}

function triedEvent({ arrival, follows }: TriedEvent): TriedEventDto {
  const { lines, payouts, credits, nothing, leftOff } = follows;
  return {
    ...eventVerdict(arrival),
    clock: arrival.clock === null ? null : formatInstant(arrival.clock),
    lines: lines.map(triedLine),
    payouts: payouts.map(triedPayout),
    credits: credits.map(triedCredits),
    nothing: nothing.flatMap(triedNothing),
    leftOff,
  };
}
