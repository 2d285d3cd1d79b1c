import { ApiProperty, ApiSchema } from '@nestjs/swagger';
import { formatMonth } from '@ledger/kernel/calendar';
import { formatInstant } from '@ledger/kernel/instant';
import type { ClosedMonthRow } from '@ledger/read-models/tables/closed-months';
import { ApiTime } from '@ledger/service-kit/openapi/described-fields';
import { pageDto } from '@ledger/service-kit/pages/page-answer';

/** An accounting month that was closed, with all before it. */
@ApiSchema({ name: 'ClosedMonth' })
export class ClosedMonthDto {
  @ApiProperty({ example: '2026-03' })
  month!: string;

  @ApiTime('When it was closed.')
  closedAt!: string;

  @ApiProperty({
    type: String,
    nullable: true,
    description: 'Who closed it, where that was said; a pseudonym where that was erased.',
    example: 'dana.ops',
  })
  by!: string | null;

  @ApiProperty({ description: 'Of the event.', example: 'finance' })
  source!: string;

  @ApiProperty({ description: 'Of the event.', example: 'evt-1042' })
  id!: string;
}

export const ClosedMonthsDto = pageDto(ClosedMonthDto, 'ClosedMonths');

/** `textOf`: what stands behind the pseudonym of who closed it. */
export function closedMonthDto(
  { month, at, by: ref, source, id }: ClosedMonthRow,
  textOf: (ref: string) => string,
): ClosedMonthDto {
  const by = ref === null ? null : textOf(ref);
  return { month: formatMonth(month), closedAt: formatInstant(at), by, source, id };
}
