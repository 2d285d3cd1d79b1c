import { ApiExtraModels, ApiProperty, ApiSchema } from '@nestjs/swagger';
import { formatInstant } from '@ledger/kernel/instant';
import { REJECTION_CODES } from '@ledger/contracts/rejection-codes';
import { ApiObjectOrNull, ApiTimeOrNull } from '@ledger/service-kit/openapi/described-fields';
import { pageDto } from '@ledger/service-kit/pages/page-answer';
import type { ShownRejection } from './shown-rejections';

/** Where an event was accepted that had been rejected before. */
@ApiSchema({ name: 'AcceptedLater' })
export class AcceptedLaterDto {
  @ApiProperty({ description: 'The program that accepted it.' })
  program!: string;

  @ApiProperty({ type: 'integer', description: 'Its place in the order of arrival there.', example: 43 })
  seq!: number;
}

/** An event that was rejected; once the cause is cured it can be sent again under the same id. */
@ApiExtraModels(AcceptedLaterDto)
@ApiSchema({ name: 'RejectedEvent' })
export class RejectedDto {
  @ApiProperty({ type: 'integer', description: 'Its place in the order of arrival.', example: 42 })
  seq!: number;

  @ApiTimeOrNull(
    'When it arrived, by the wall clock; where the program’s clock follows the events, what that showed (null: nothing yet).',
  )
  arrivedAt!: string | null;

  @ApiProperty({ description: 'As far as it could be read; else empty.', example: 'billing' })
  source!: string;

  @ApiProperty({ description: 'As far as it could be read; else empty.', example: 'evt-1042' })
  id!: string;

  @ApiProperty({ description: 'As far as it could be read; else empty.', example: 'invoice.paid' })
  type!: string;

  @ApiProperty({ enum: REJECTION_CODES, example: 'unknown_partner' })
  code!: string;

  @ApiProperty({ description: 'Names the offending value.', example: "partner: 'nobody'" })
  detail!: string;

  @ApiProperty({
    type: 'integer',
    minimum: 1,
    example: 3,
    description: 'How often the same had come by then: same source, id and content, refused for the same.',
  })
  times!: number;

  @ApiObjectOrNull(AcceptedLaterDto, 'The first later event with its source and id that was accepted; null: none was.')
  acceptedLater!: AcceptedLaterDto | null;

  @ApiProperty({
    description: 'What came, its personal values as the log has them: pseudonyms. null: it was erased.',
    example: { id: 'evt-1042', source: 'billing', type: 'partner.suspended', data: { partner: 'nobody' } },
    oneOf: [{ type: 'object', additionalProperties: true }, { type: 'string' }, { type: 'null' }],
  })
  body!: unknown;
}

export const RejectedEventsDto = pageDto(RejectedDto, 'RejectedEvents');

export function rejectedDto({ row, body }: ShownRejection): RejectedDto {
  const { seq, arrivedAt, source, id, eventType: type, code, detail, times, acceptedSeq, acceptedIn } = row;
  const acceptedLater = acceptedSeq === null || acceptedIn === null ? null : { program: acceptedIn, seq: acceptedSeq };
  return {
    seq,
    arrivedAt: arrivedAt === null ? null : formatInstant(arrivedAt),
    source,
    id,
    type,
    code,
    detail,
    times,
    acceptedLater,
    body,
  };
}
