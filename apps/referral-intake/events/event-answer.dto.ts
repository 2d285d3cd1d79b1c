import { ApiProperty, ApiSchema } from '@nestjs/swagger';
import { REJECTION_CODES, type RejectionCode } from '@ledger/contracts/rejection-codes';
import type { Answer } from '@ledger/runner/ledger-runtime';
import type { Arrival } from '@ledger/stages/intake/log-entry';

/** What was said of one event. */
export class EventVerdictDto {
  @ApiProperty({ description: "The event's id, as far as it could be read; else empty." })
  id!: string;

  @ApiProperty({ description: "The event's source, as far as it could be read; else empty." })
  source!: string;

  @ApiProperty({ description: 'The program whose log it is in; empty where it belongs to none.' })
  program!: string;

  @ApiProperty({ enum: ['accepted', 'ignored', 'rejected'] })
  verdict!: 'accepted' | 'ignored' | 'rejected';

  @ApiProperty({ enum: REJECTION_CODES, required: false, description: 'Of a rejected event.' })
  code?: RejectionCode;

  @ApiProperty({ required: false, description: 'Of a rejected event: names the offending value.' })
  detail?: string;
}

/** What became of one event. */
@ApiSchema({ name: 'EventAnswer' })
export class EventAnswerDto extends EventVerdictDto {
  @ApiProperty({ type: 'integer', description: 'Its place in the order of arrival of the program.', example: 42 })
  seq!: number;

  @ApiProperty({ description: 'It had been answered before, under the same idempotency key and place in the body.' })
  repeated!: boolean;

  @ApiProperty({
    pattern: '^\\d+$',
    example: '4711',
    description:
      'The position of the log: a read with `after` of it waits until it shows this event and all that follows from it.',
  })
  position!: string;
}

export function eventAnswer({ seq, repeated, position, ...arrival }: Answer): EventAnswerDto {
  return { ...eventVerdict(arrival), seq, repeated, position };
}

/** The verdict on an arrival that was recorded, or only tried. */
export function eventVerdict({ id, source, program, verdict }: Omit<Arrival, 'seq'>): EventVerdictDto {
  const why = verdict.type === 'rejected' ? { code: verdict.code, detail: verdict.detail } : {};
  return { id, source, program, verdict: verdict.type, ...why };
}
