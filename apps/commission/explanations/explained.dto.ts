import { ApiProperty } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsInt, IsNotEmpty, IsOptional, IsString, Max, MaxLength, Min } from 'class-validator';
import { PartnerParams, ProgramParams } from '@ledger/service-kit/reads/program-params.dto';

/** 128 characters outside the basic plane are twice as many code units. */
const MAX_ID_UNITS = 256;
const MAX_SEQ = 1_000_000_000;

export class InvoiceParams extends ProgramParams {
  @ApiProperty({ example: 'inv-1001-001', description: "The invoice's id." })
  @IsString()
  @IsNotEmpty()
  @MaxLength(MAX_ID_UNITS)
  invoice!: string;
}

export class LineParams extends PartnerParams {
  @ApiProperty({ example: 'inv-1001-001', description: "The invoice's id." })
  @IsString()
  @IsNotEmpty()
  @MaxLength(MAX_ID_UNITS)
  invoice!: string;

  @ApiProperty({ example: '1', description: 'The line of the invoice.' })
  @IsString()
  @IsNotEmpty()
  @MaxLength(MAX_ID_UNITS)
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
