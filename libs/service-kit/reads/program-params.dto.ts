import { ApiProperty } from '@nestjs/swagger';
import { IsNotEmpty, IsString, MaxLength } from 'class-validator';

/** 128 characters outside the basic plane are twice as many code units. */
const MAX_ID_UNITS = 256;

export class ProgramParams {
  @ApiProperty({ example: 'my-program' })
  @IsString()
  @IsNotEmpty()
  @MaxLength(MAX_ID_UNITS)
  program!: string;
}

export class PartnerParams extends ProgramParams {
  @ApiProperty({ description: "The partner's id." })
  @IsString()
  @IsNotEmpty()
  @MaxLength(MAX_ID_UNITS)
  partner!: string;
}

export class CustomerParams extends ProgramParams {
  @ApiProperty({ description: "The customer's id." })
  @IsString()
  @IsNotEmpty()
  @MaxLength(MAX_ID_UNITS)
  customer!: string;
}
