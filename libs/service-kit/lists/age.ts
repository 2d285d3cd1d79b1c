import { ApiProperty } from '@nestjs/swagger';
import type { Instant } from '@ledger/kernel/instant';

const DAY_MS = 86_400_000;

/** Whole days from a time to what the program's clock shows; null: there is no such time. */
export function ageDays(at: Instant | null, clock: Instant | null): number | null {
  return at === null || clock === null ? null : Math.floor((clock - at) / DAY_MS);
}

/** A property that is an age. */
export const ApiAge = (description: string) =>
  ApiProperty({ type: 'integer', nullable: true, example: 12, description: `${description}, in days at asOf.` });
