import { ApiProperty } from '@nestjs/swagger';
import type { Instant } from '@ledger/kernel/instant';

const DAY_MS = 86_400_000;

/** A row with its age: whole days from its time to what the program's clock shows; null: there is no such time. */
export type Aged<Row> = Row & { readonly ageDays: number | null };

/** How a row of a list is read that shows its age. */
export function withAge<Row extends { readonly at: Instant | null }>(
  row: Row,
  { clock }: { readonly clock: Instant | null },
): Aged<Row> {
  const { at } = row;
  return { ...row, ageDays: at === null || clock === null ? null : Math.floor((clock - at) / DAY_MS) };
}

/** A property that is an age. */
export const ApiAge = (description: string) =>
  ApiProperty({ type: 'integer', nullable: true, example: 12, description: `${description}, in days at asOf.` });
