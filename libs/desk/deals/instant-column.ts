import { instant, type Instant } from '@ledger/kernel/instant';
import type { ValueTransformer } from 'typeorm';

/** A time as milliseconds: the driver gives a bigint as text. */
export const instantColumn: ValueTransformer = {
  to: (at: Instant | null | undefined) => at,
  from: (stored: string | null) => (stored === null ? null : instant(Number(stored))),
};
