import { ApiProperty } from '@nestjs/swagger';
import { IdParam, ProgramParams } from '@ledger/service-kit/reads/program-params.dto';
import { Matches } from 'class-validator';

const DEAL = { example: 'deal_2f6c1b0e7a9d4c53b1e8', description: 'The registration.' };

export class DealParams {
  @IdParam(DEAL)
  deal!: string;
}

export class DealFileParams extends DealParams {
  @ApiProperty({ description: 'SHA-256 of the file, in hex.', pattern: '^[0-9a-f]{64}$', example: '0'.repeat(64) })
  @Matches(/^[0-9a-f]{64}$/, { message: 'hash must be a SHA-256 in hex' })
  hash!: string;
}

export class ProgramDealParams extends ProgramParams {
  @IdParam(DEAL)
  deal!: string;
}

export class ProgramDealFileParams extends ProgramDealParams {
  @ApiProperty({ description: 'SHA-256 of the file, in hex.', pattern: '^[0-9a-f]{64}$', example: '0'.repeat(64) })
  @Matches(/^[0-9a-f]{64}$/, { message: 'hash must be a SHA-256 in hex' })
  hash!: string;
}
