import { ApiProperty, ApiSchema } from '@nestjs/swagger';
import { APPLICATION_STEPS } from '@ledger/contracts/decided-words';
import type { PartnerEntry } from '@ledger/read-models/ledger-view';
import { PARTNER_STATUSES } from '@ledger/stages/partner-status/status-at';
import { pageDto } from '@ledger/service-kit/pages/page-answer';

/** A partner as it stands at the program's clock: ids only, no names. */
@ApiSchema({ name: 'Partner' })
export class PartnerDto implements PartnerEntry {
  @ApiProperty()
  partner!: string;

  @ApiProperty({ example: 'partner' })
  type!: string;

  @ApiProperty({ type: String, nullable: true, description: 'null: the program has no tiers.' })
  tier!: string | null;

  @ApiProperty({ enum: APPLICATION_STEPS })
  application!: string;

  @ApiProperty({ enum: PARTNER_STATUSES })
  status!: string;

  @ApiProperty({ type: String, format: 'date', nullable: true, description: 'Only for `locked_5y`.' })
  lockedUntil!: string | null;

  @ApiProperty({ type: String, nullable: true, description: 'The promotional rate that it holds.', example: '0.5' })
  promotion!: string | null;

  @ApiProperty({
    type: 'object',
    additionalProperties: { type: 'integer' },
    description: 'Wins by quarter.',
    example: { '2026-Q1': 3 },
  })
  wins!: Readonly<Record<string, number>>;

  @ApiProperty({ type: 'integer', description: 'Activated customers that are sourced to it.' })
  customers!: number;
}

export const PartnersDto = pageDto(PartnerDto, 'Partners');

/** One partner, with the moment of its status. */
@ApiSchema({ name: 'PartnerAsOf' })
export class PartnerAsOfDto extends PartnerDto {
  @ApiProperty()
  program!: string;

  @ApiProperty({ description: "The program's own clock." })
  asOf!: string;
}
