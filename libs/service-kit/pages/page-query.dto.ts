import { ApiHideProperty, ApiProperty } from '@nestjs/swagger';
import type { PageRequest } from '@ledger/read-models/postgres/queries/page';
import { Type } from 'class-transformer';
import { IsInt, IsOptional, IsString, Max, MaxLength, Min } from 'class-validator';
import { keyOfCursor, type KeyShape } from './cursor';

const DEFAULT_LIMIT = 100;
const MAX_LIMIT = 1_000;

/** Which page of a list is asked for. */
export class PageQuery {
  @ApiProperty({ required: false, minimum: 1, maximum: MAX_LIMIT, default: DEFAULT_LIMIT, type: 'integer' })
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(MAX_LIMIT)
  limit?: number;

  @ApiProperty({ required: false, description: '`next` of the page before.' })
  @IsOptional()
  @IsString()
  @MaxLength(4_000)
  cursor?: string;

  /** Waited for before anything is read (`ReadAfterGuard`), and described with every read. */
  @ApiHideProperty()
  @IsOptional()
  after?: string;
}

/** The page that a query asks for, of a list whose keys have that shape. Throws the problem `invalid-cursor`. */
export function pageRequest({ limit, cursor }: PageQuery, shape: KeyShape): PageRequest {
  return { limit: limit ?? DEFAULT_LIMIT, after: keyOfCursor(cursor, shape) };
}
