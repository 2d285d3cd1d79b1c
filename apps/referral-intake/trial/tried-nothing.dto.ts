import { ApiProperty, ApiSchema } from '@nestjs/swagger';
import type { NothingPosted } from '@ledger/stages/commission/commission.decisions';

/** A line of an invoice that nothing would be posted for. */
@ApiSchema({ name: 'TriedNothing' })
export class TriedNothingDto {
  @ApiProperty({ type: String, nullable: true, description: 'null: nobody is credited with the customer.' })
  partner!: string | null;

  @ApiProperty()
  customer!: string;

  @ApiProperty()
  invoice!: string;

  @ApiProperty()
  line!: string;

  @ApiProperty({ example: 'kind', description: 'Why: see docs/reasons.md.' })
  reason!: string;
}

export function triedNothing({ partner, customer, invoice, lines }: NothingPosted): TriedNothingDto[] {
  return lines.map(({ line, reason }) => ({ partner, customer, invoice, line, reason }));
}
