import { ApiProperty, ApiSchema, OmitType } from '@nestjs/swagger';
import type { CsvColumn } from '@ledger/documents/csv-table';
import { listedLineEntry } from '@ledger/read-models/as-of/line-entry';
import type { ListedLineEntry } from '@ledger/read-models/ledger-view';
import { lineColumns } from '@ledger/read-models/report/columns/line-columns';
import type { LineOfPartner } from '@ledger/read-models/tables/lines';
import { pageDto } from '@ledger/service-kit/pages/page-answer';
import type { ReadOwn } from '@ledger/service-kit/partners/partner-reader';
import { lineDto, LineDto } from '../lines/line.dto';
import { APPLIED_RATES, appliedRate, type AppliedRate } from './applied-rate';

/** A line as its partner sees it. */
export interface OwnLine extends ListedLineEntry {
  readonly rateOf: AppliedRate | null;
}

/** A line of the partner that asks. */
@ApiSchema({ name: 'OwnLine' })
export class OwnLineDto extends OmitType(LineDto, ['partner'] as const) {
  @ApiProperty({
    enum: [...APPLIED_RATES, null],
    nullable: true,
    description: 'Which rate of the terms it was computed by; own: one that was set for the partner, or a share.',
  })
  rateOf!: string | null;
}

export const OwnLinesDto = pageDto(OwnLineDto, 'OwnLines');

export function ownLine(line: LineOfPartner, { clock, terms, sight }: ReadOwn): OwnLine {
  const entry = listedLineEntry(line, line.partnerHolds, clock);
  const customer = entry.customer === null ? null : sight.shown(entry.customer);
  return { ...entry, customer, rateOf: appliedRate(line.row, terms) };
}

export function ownLineDto({ rateOf, ...entry }: OwnLine): OwnLineDto {
  const { partner: _partner, ...line } = lineDto(entry);
  return { ...line, rateOf };
}

/** The columns of a partner's own lines as CSV. */
export function ownLineColumns(program: string): readonly CsvColumn<OwnLine>[] {
  return [...lineColumns(program), ['rateOf', ({ rateOf }) => rateOf]];
}
