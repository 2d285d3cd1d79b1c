import { ApiProperty } from '@nestjs/swagger';
import { IdParam, ProgramParams } from '@ledger/service-kit/reads/program-params.dto';
import { IsIn, IsOptional, Matches } from 'class-validator';

const CONFLICT = { example: 'cf-12', description: 'The conflict.' };
const HASH = { description: 'SHA-256 of the file, in hex.', pattern: '^[0-9a-f]{64}$', example: '0'.repeat(64) };
const NO_HASH = { message: 'hash must be a SHA-256 in hex' };

export class ConflictParams extends ProgramParams {
  @IdParam(CONFLICT)
  conflict!: string;
}

export class ConflictFileParams extends ConflictParams {
  @ApiProperty(HASH)
  @Matches(/^[0-9a-f]{64}$/, NO_HASH)
  hash!: string;
}

export class OwnConflictParams {
  @IdParam(CONFLICT)
  conflict!: string;
}

export class OwnConflictFileParams extends OwnConflictParams {
  @ApiProperty(HASH)
  @Matches(/^[0-9a-f]{64}$/, NO_HASH)
  hash!: string;
}

export class ConflictsQuery {
  @ApiProperty({ required: false, enum: ['open', 'settled'], description: 'Left out: open; settled: the latest 200.' })
  @IsOptional()
  @IsIn(['open', 'settled'])
  state?: string;
}
