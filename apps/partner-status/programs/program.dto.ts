import { ApiProperty, ApiSchema } from '@nestjs/swagger';
import { formatInstant } from '@ledger/kernel/instant';
import type { ProgramTerms } from '@ledger/program/program-terms';
import type { ProgramRow } from '@ledger/read-models/tables/programs';

/** A published program, and what arrived for it. */
@ApiSchema({ name: 'Program' })
export class ProgramDto {
  @ApiProperty({ example: 'plixo' })
  program!: string;

  @ApiProperty({ type: String, nullable: true, description: 'What its clock shows; null: nothing was accepted yet.' })
  asOf!: string | null;

  @ApiProperty({ description: 'Of its months, quarters and payout runs.', example: 'UTC' })
  timeZone!: string;

  @ApiProperty({ type: [Number], description: 'The versions of its terms, in the order in which they take effect.' })
  termsVersions!: number[];

  @ApiProperty({ type: 'integer', description: 'Events that arrived, whatever became of them.' })
  arrivals!: number;

  @ApiProperty({ type: 'integer', description: 'Of these, those that were ignored as repeated.' })
  ignored!: number;
}

export function programDto(terms: ProgramTerms, row: ProgramRow | undefined): ProgramDto {
  const clock = row?.clock ?? null;
  return {
    program: terms.name,
    asOf: clock === null ? null : formatInstant(clock),
    timeZone: terms.calendar.timeZone,
    termsVersions: terms.versions.map(({ version }) => version),
    arrivals: row?.arrivals ?? 0,
    ignored: row?.ignored ?? 0,
  };
}

@ApiSchema({ name: 'Programs' })
export class ProgramsDto {
  @ApiProperty({ type: [ProgramDto] })
  items!: ProgramDto[];

  @ApiProperty({ type: String, nullable: true, description: 'The cursor of the next page; null on the last one.' })
  next!: string | null;
}
