import { ApiProperty } from '@nestjs/swagger';
import { PageQuery } from '@ledger/service-kit/pages/page-query.dto';
import { IsOptional, Matches } from 'class-validator';

/** Which payouts, and which page of them. */
export class PayoutQuery extends PageQuery {
  @ApiProperty({ required: false, description: 'Such as USD.' })
  @IsOptional()
  @Matches(/^[A-Z]{3}$/, { message: 'currency must be three capital letters' })
  currency?: string;
}
