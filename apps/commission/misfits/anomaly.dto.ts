import { ApiProperty, ApiSchema } from '@nestjs/swagger';
import { ANOMALY_CODES } from '@ledger/contracts/decided-words';
import { formatInstant } from '@ledger/kernel/instant';
import type { DatedAnomaly } from '@ledger/read-models/tables/anomalies';
import { ApiAge, type Aged } from '@ledger/service-kit/lists/age';
import { OneOfFilter } from '@ledger/service-kit/lists/filter-fields';
import { ApiTimeOrNull } from '@ledger/service-kit/openapi/described-fields';
import { pageDto } from '@ledger/service-kit/pages/page-answer';
import { PageQuery } from '@ledger/service-kit/pages/page-query.dto';

/** An anomaly with its age. */
export type AgedAnomaly = Aged<DatedAnomaly>;

/** Something that was accepted and does not fit together: it was cut off, or has no effect. */
@ApiSchema({ name: 'Anomaly' })
export class AnomalyDto {
  @ApiProperty({ enum: ANOMALY_CODES, example: 'void_without_effect' })
  code!: string;

  @ApiProperty({ description: 'Names what does not fit.', example: 'inv-9' })
  detail!: string;

  @ApiProperty({ example: 'inv-9' })
  invoice!: string;

  @ApiTimeOrNull('When the void, or the last refund or dispute of the invoice, was.')
  at!: string | null;

  @ApiAge('How long ago that is')
  ageDays!: number | null;
}

export const AnomaliesDto = pageDto(AnomalyDto, 'Anomalies');

export function anomalyDto({ code, detail, invoice, at, ageDays }: AgedAnomaly): AnomalyDto {
  return { code, detail, invoice, at: at === null ? null : formatInstant(at), ageDays };
}

/** Which anomalies, and which page of them; CSV has all pages. */
export class AnomalyQuery extends PageQuery {
  @OneOfFilter(ANOMALY_CODES, 'Of this code.')
  code?: string;
}
