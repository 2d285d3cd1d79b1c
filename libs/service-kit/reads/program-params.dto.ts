import { ApiProperty } from '@nestjs/swagger';
import { IsNotEmpty, IsString, MaxLength } from 'class-validator';

/** 128 characters outside the basic plane are twice as many code units. */
const MAX_ID_UNITS = 256;

/** Examples are of the sample data that `npm start` feeds: what /docs has filled in can be sent as it stands. */
export const EXAMPLE_PROGRAM = 'plixo';

export class ProgramParams {
  @ApiProperty({ example: EXAMPLE_PROGRAM })
  @IsString()
  @IsNotEmpty()
  @MaxLength(MAX_ID_UNITS)
  program!: string;
}

export class PartnerParams extends ProgramParams {
  @ApiProperty({ example: 'alder', description: "The partner's id." })
  @IsString()
  @IsNotEmpty()
  @MaxLength(MAX_ID_UNITS)
  partner!: string;
}

export class CustomerParams extends ProgramParams {
  @ApiProperty({ example: 'cus-1001', description: "The customer's id." })
  @IsString()
  @IsNotEmpty()
  @MaxLength(MAX_ID_UNITS)
  customer!: string;
}
