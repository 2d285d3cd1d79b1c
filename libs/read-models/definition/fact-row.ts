import type { Instant } from '@ledger/kernel/instant';
import { count, text, time } from './column';

/** Where a row comes from: an accepted fact. */
export interface FactRow {
  readonly seq: number;
  readonly source: string;
  readonly id: string;
  /** The fact's own time. */
  readonly at: Instant;
}

/** The columns of every table whose rows come from one fact each. */
export const FACT_COLUMNS = {
  seq: count('seq'),
  source: text<string>('source'),
  id: text<string>('id'),
  at: time('at_ms'),
} as const;
