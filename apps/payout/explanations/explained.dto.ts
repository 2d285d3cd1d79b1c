import { ApiProperty } from '@nestjs/swagger';
import { IsNotEmpty, IsString, MaxLength } from 'class-validator';
import { PartnerParams, ProgramParams } from '@ledger/service-kit/reads/program-params.dto';

/** 128 characters outside the basic plane are twice as many code units. */
const MAX_ID_UNITS = 256;

export class PayoutParams extends ProgramParams {
  @ApiProperty({ example: 'po-1' })
  @IsString()
  @IsNotEmpty()
  @MaxLength(MAX_ID_UNITS)
  payout!: string;
}

export class OwnLineParams extends PartnerParams {
  @ApiProperty({
    example: 'adj-1',
    description: 'The adjustment, or the event, that a line of the partner’s own is of.',
  })
  @IsString()
  @IsNotEmpty()
  @MaxLength(MAX_ID_UNITS)
  line!: string;
}
