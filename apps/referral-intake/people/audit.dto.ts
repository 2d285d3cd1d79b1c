import { ApiProperty, ApiSchema } from '@nestjs/swagger';
import type { AuditEntry } from '@ledger/desk/audit/audit-entry.entity';
import { RIGHTS } from '@ledger/service-kit/access/rights';
import { PageQuery } from '@ledger/service-kit/pages/page-query.dto';
import { IsOptional, IsString, MaxLength } from 'class-validator';

export class AuditQuery extends PageQuery {
  @ApiProperty({ required: false, description: 'What this person or token did.' })
  @IsOptional()
  @IsString()
  @MaxLength(128)
  principal?: string;
}

/** What somebody of the staff did. */
@ApiSchema({ name: 'AuditEntry' })
export class AuditEntryDto {
  @ApiProperty({ description: 'Ascending.' })
  number!: string;

  @ApiProperty({ format: 'date-time' })
  at!: string;

  @ApiProperty({ description: 'The id of the person or token.' })
  principal!: string;

  @ApiProperty({ enum: Object.keys(RIGHTS) })
  right!: string;

  @ApiProperty({ example: 'PUT' })
  method!: string;

  @ApiProperty({ example: '/v1/people/:person/roles/:role' })
  route!: string;

  @ApiProperty({ type: 'object', additionalProperties: { type: 'string' } })
  params!: Readonly<Record<string, string>>;

  @ApiProperty({ type: String, nullable: true })
  program!: string | null;

  @ApiProperty({ type: String, nullable: true, description: 'That the request came from.' })
  address!: string | null;

  @ApiProperty()
  requestId!: string;

  @ApiProperty({
    type: 'integer',
    nullable: true,
    description: 'That was answered; null: it is under way, or the process ended before it was answered.',
  })
  status!: number | null;

  @ApiProperty({ nullable: true, type: 'object', additionalProperties: true, description: 'What was so before.' })
  before!: unknown;

  @ApiProperty({ nullable: true, type: 'object', additionalProperties: true, description: 'What is so after.' })
  after!: unknown;
}

@ApiSchema({ name: 'Audit' })
export class AuditDto {
  @ApiProperty({ type: [AuditEntryDto] })
  items!: AuditEntryDto[];

  @ApiProperty({ type: String, nullable: true, description: 'The cursor of the next page; null on the last one.' })
  next!: string | null;
}

export function auditEntryDto({ at, endedAt: _endedAt, ...entry }: AuditEntry): AuditEntryDto {
  return { ...entry, at: at.toISOString() };
}
