import { ApiProperty } from '@nestjs/swagger';
import { MAX_ID_UNITS } from '@ledger/contracts/id-text';
import { IsNotEmpty, IsString, MaxLength } from 'class-validator';

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
