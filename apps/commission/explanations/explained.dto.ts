import { ApiProperty } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsInt, IsOptional, Max, Min } from 'class-validator';
import { IdParam, PartnerParams, ProgramParams } from '@ledger/service-kit/reads/program-params.dto';

const MAX_SEQ = 1_000_000_000;

export class InvoiceParams extends ProgramParams {
  @IdParam({ example: 'inv-1001-001', description: "The invoice's id." })
  invoice!: string;
}

export class LineParams extends PartnerParams {
  @IdParam({ example: 'inv-1001-001', description: "The invoice's id." })
  invoice!: string;

  @IdParam({ example: '1', description: 'The line of the invoice.' })
  line!: string;
}

export class PostingQuery {
  @ApiProperty({ required: false, type: 'integer', minimum: 1, description: 'Only this posting of the line.' })
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(MAX_SEQ)
  seq?: number;
}
