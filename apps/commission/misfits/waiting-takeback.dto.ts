import { ApiProperty, ApiSchema } from '@nestjs/swagger';
import { formatInstant } from '@ledger/kernel/instant';
import type { TakebackRow } from '@ledger/read-models/tables/takebacks';
import { ApiAge, type Aged } from '@ledger/service-kit/lists/age';
import { OneOfFilter } from '@ledger/service-kit/lists/filter-fields';
import { ApiTime } from '@ledger/service-kit/openapi/described-fields';
import { pageDto } from '@ledger/service-kit/pages/page-answer';
import { PageQuery } from '@ledger/service-kit/pages/page-query.dto';

const TYPES = ['payment.refunded', 'dispute.opened', 'dispute.closed', 'invoice.voided'] as const;

/** A fact that waits, with its age. */
export type AgedTakeback = Aged<TakebackRow>;

/** A refund, dispute or void of an invoice that never came. */
@ApiSchema({ name: 'WaitingForInvoice' })
export class WaitingTakebackDto {
  @ApiProperty({ enum: TYPES, example: 'payment.refunded' })
  type!: string;

  @ApiProperty({ description: 'The refund or the dispute; of a void the invoice.', example: 're-77' })
  about!: string;

  @ApiProperty({ description: 'The invoice that never came.', example: 'inv-9' })
  invoice!: string;

  @ApiTime('Its own time.')
  at!: string;

  @ApiAge('How long ago that is')
  ageDays!: number | null;

  @ApiProperty({ description: 'Of the event.', example: 'billing' })
  source!: string;

  @ApiProperty({ description: 'Of the event.', example: 'evt-1042' })
  id!: string;

  @ApiProperty({ type: 'integer', description: 'Its place in the order of arrival.', example: 42 })
  seq!: number;
}

export const WaitingTakebacksDto = pageDto(WaitingTakebackDto, 'WaitingForInvoices');

export function waitingTakebackDto(row: AgedTakeback): WaitingTakebackDto {
  const { eventType: type, about, invoice, at, ageDays, source, id, seq } = row;
  return { type, about, invoice, at: formatInstant(at), ageDays, source, id, seq };
}

/** Which of them, and which page; CSV has all pages. */
export class WaitingTakebackQuery extends PageQuery {
  @OneOfFilter(TYPES, 'Events of this type.')
  type?: string;
}
