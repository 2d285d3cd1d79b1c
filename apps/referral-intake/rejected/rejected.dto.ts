import { ApiProperty, ApiSchema } from '@nestjs/swagger';
import { REJECTION_CODES } from '@ledger/contracts/rejection-codes';
import type { RejectedRow } from '@ledger/read-models/rows';
import { pageDto } from '@ledger/service-kit/pages/page-answer';
import { PageQuery } from '@ledger/service-kit/pages/page-query.dto';
import { IsIn, IsOptional } from 'class-validator';

/** An event that was rejected; once the cause is cured it can be sent again under the same id. */
@ApiSchema({ name: 'RejectedEvent' })
export class RejectedDto {
  @ApiProperty({ type: 'integer', description: 'Its place in the order of arrival.' })
  seq!: number;

  @ApiProperty({ description: 'As far as it could be read; else empty.' })
  source!: string;

  @ApiProperty({ description: 'As far as it could be read; else empty.' })
  id!: string;

  @ApiProperty({ description: 'As far as it could be read; else empty.' })
  type!: string;

  @ApiProperty({ enum: REJECTION_CODES })
  code!: string;

  @ApiProperty({ description: 'Names the offending value.' })
  detail!: string;
}

export const RejectedEventsDto = pageDto(RejectedDto, 'RejectedEvents');

export function rejectedDto({ seq, source, id, eventType, code, detail }: RejectedRow): RejectedDto {
  return { seq, source, id, type: eventType, code, detail };
}

/** Which rejections, and which page of them. */
export class RejectedQuery extends PageQuery {
  @ApiProperty({ required: false, enum: REJECTION_CODES })
  @IsOptional()
  @IsIn(REJECTION_CODES)
  code?: string;
}
