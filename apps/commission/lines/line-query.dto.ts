import { ApiProperty } from '@nestjs/swagger';
import { parseMonth, type Calendar, type Month } from '@ledger/kernel/calendar';
import type { LineFilter } from '@ledger/read-models/postgres/queries/lines-of-partner';
import { PageQuery } from '@ledger/service-kit/pages/page-query.dto';
import { IsIn, IsNotEmpty, IsOptional, IsString, Matches, MaxLength } from 'class-validator';

const STATES = ['hold', 'payable', 'in_transit', 'paid'] as const;

/** Which lines, and which page of them; CSV has all pages. */
export class LineQuery extends PageQuery {
  @ApiProperty({ required: false, description: 'Such as USD.' })
  @IsOptional()
  @Matches(/^[A-Z]{3}$/, { message: 'currency must be three capital letters' })
  currency?: string;

  @ApiProperty({
    required: false,
    description: "By where it stands in the books, in the program's time zone; such as 2026-03.",
  })
  @IsOptional()
  @Matches(/^\d{4}-(0[1-9]|1[0-2])$/, { message: 'month must be YYYY-MM' })
  month?: string;

  @ApiProperty({ required: false })
  @IsOptional()
  @IsString()
  @IsNotEmpty()
  @MaxLength(256)
  invoice?: string;

  @ApiProperty({ required: false })
  @IsOptional()
  @IsString()
  @IsNotEmpty()
  @MaxLength(256)
  customer?: string;

  @ApiProperty({ required: false, enum: STATES })
  @IsOptional()
  @IsIn(STATES)
  state?: (typeof STATES)[number];
}

/** The rows that a query asks for, months being those of the program's time zone. */
export function lineFilter({ month, currency, invoice, customer, state }: LineQuery, calendar: Calendar): LineFilter {
  const wanted = { currency, invoice, customer, state };
  const parsed = month === undefined ? null : parseMonth(month);
  if (parsed === null) return wanted;
  const postedBefore = calendar.startOfMonth((parsed + 1) as Month);
  return { ...wanted, postedFrom: calendar.startOfMonth(parsed), postedBefore };
}
