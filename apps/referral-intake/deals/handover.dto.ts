import { ApiProperty, ApiSchema } from '@nestjs/swagger';
import type { HandoverProgress } from '@ledger/desk/deals/handover-desk';
import type { HandoverStep } from '@ledger/desk/deals/handover-step.entity';
import type { Handover } from '@ledger/desk/deals/handover.entity';
import { formatInstant } from '@ledger/kernel/instant';
import { ApiTime, ApiTimeOrNull } from '@ledger/service-kit/openapi/described-fields';
import { OverrideEffectDto } from './override-effect.dto';

@ApiSchema({ name: 'Handover' })
export class HandoverDto {
  @ApiProperty({ example: 'ho_2f6c1b0e7a9d4c53b1e8' })
  handover!: string;

  @ApiProperty()
  fromPartner!: string;

  @ApiProperty()
  toPartner!: string;

  @ApiTime('From which earning event on.')
  from!: string;

  @ApiProperty({ enum: ['under_way', 'done'] })
  state!: string;

  @ApiProperty({ description: 'The principal who asked for it.' })
  askedBy!: string;

  @ApiTime('When it was asked for, by the clock of the program.')
  askedAt!: string;

  @ApiTimeOrNull('When the last override was offered.')
  endedAt!: string | null;

  @ApiProperty({ type: 'integer', description: 'Overrides that wait to be recorded.' })
  waiting!: number;

  @ApiProperty({ type: 'integer', description: 'Overrides that are recorded.' })
  recorded!: number;

  @ApiProperty({ type: 'integer', description: 'Overrides that the gate rejected.' })
  rejected!: number;
}

@ApiSchema({ name: 'HandoverRefusal' })
export class HandoverRefusalDto {
  @ApiProperty()
  customer!: string;

  @ApiProperty({ description: 'The code of the gate, and what it said.' })
  refusal!: string;
}

@ApiSchema({ name: 'HandoverWithCustomers' })
export class HandoverWithCustomersDto extends HandoverDto {
  @ApiProperty({ type: [String], description: 'The customers that are handed over.' })
  customers!: readonly string[];

  @ApiProperty({ type: [HandoverRefusalDto], description: 'What the gate rejected, and why.' })
  refused!: readonly HandoverRefusalDto[];
}

@ApiSchema({ name: 'Handovers' })
export class HandoversDto {
  @ApiProperty({ type: [HandoverDto], description: 'The latest 200, the latest first.' })
  items!: readonly HandoverDto[];
}

@ApiSchema({ name: 'HandoverPreview' })
export class HandoverPreviewDto {
  @ApiProperty({ type: [String], description: 'The customers that would be handed over.' })
  customers!: readonly string[];

  @ApiProperty({ type: 'integer', description: 'In so many overrides.' })
  overrides!: number;

  @ApiProperty({ type: OverrideEffectDto })
  effect!: OverrideEffectDto;
}

export function handoverDto(handover: Handover, progress: HandoverProgress): HandoverDto {
  const { id, fromPartner, toPartner, from, askedBy, askedAt, endedAt } = handover;
  return {
    handover: id,
    fromPartner,
    toPartner,
    from: formatInstant(from),
    state: endedAt === null ? 'under_way' : 'done',
    askedBy,
    askedAt: formatInstant(askedAt),
    endedAt: endedAt === null ? null : formatInstant(endedAt),
    ...progress,
  };
}

/** The same with its customers, and what was refused. */
export function handoverWithCustomersDto(
  handover: Handover,
  progress: HandoverProgress,
  steps: readonly HandoverStep[],
): HandoverWithCustomersDto {
  return {
    ...handoverDto(handover, progress),
    customers: [...new Set(steps.map(({ customer }) => customer))],
    refused: steps.flatMap(({ customer, refusal }) => (refusal === null ? [] : [{ customer, refusal }])),
  };
}
