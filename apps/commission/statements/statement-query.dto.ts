import { ApiProperty } from '@nestjs/swagger';
import { PageQuery } from '@ledger/service-kit/pages/page-query.dto';
import { IsOptional, Matches } from 'class-validator';

/** Which statements, and which page of them; CSV has all pages. */
export class StatementQuery extends PageQuery {
  @ApiProperty({ required: false, description: 'Such as USD.' })
  @IsOptional()
  @Matches(/^[A-Z]{3}$/, { message: 'currency must be three capital letters' })
  currency?: string;
}
