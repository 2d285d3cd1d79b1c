import { ApiProperty } from '@nestjs/swagger';
import type { Type } from '@nestjs/common';
import { formatInstant, type Instant } from '@ledger/kernel/instant';
import type { Page } from '@ledger/read-models/postgres/queries/page';
import { cursorOf } from './cursor';

/** What every list of a program answers. */
export interface PageAnswer<T> {
  readonly program: string;
  /** The program's clock; null: nothing was accepted yet. */
  readonly asOf: string | null;
  readonly items: readonly T[];
  readonly next: string | null;
}

/** A page of a program's list as it is answered. */
export function pageAnswer<R, T>(
  { program, clock }: { readonly program: string; readonly clock: Instant | null },
  { items, next }: Page<R>,
  toItem: (row: R) => T,
): PageAnswer<T> {
  return {
    program,
    asOf: clock === null ? null : formatInstant(clock),
    items: items.map(toItem),
    next: next === null ? null : cursorOf(next),
  };
}

/** The DTO of a page of items, for OpenAPI. */
export function pageDto<T>(item: Type<T>, name: string): Type<PageAnswer<T>> {
  class PageDto implements PageAnswer<T> {
    @ApiProperty()
    program!: string;

    @ApiProperty({ type: String, nullable: true, description: "The program's own clock." })
    asOf!: string | null;

    @ApiProperty({ type: [item] })
    items!: T[];

    @ApiProperty({ type: String, nullable: true, description: 'The cursor of the next page; null on the last one.' })
    next!: string | null;
  }
  Object.defineProperty(PageDto, 'name', { value: name });
  return PageDto;
}
