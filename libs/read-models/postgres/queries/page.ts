import type { Key } from './where';

/** What of a list is asked for. */
export interface PageRequest {
  /** At most so many rows. */
  readonly limit: number;
  /** The key after which it begins; null: at the beginning. */
  readonly after: Key | null;
}

export interface Page<T> {
  readonly items: readonly T[];
  /** The key after which the next page begins; null: this is the last one. */
  readonly next: Key | null;
}

/** A page of rows that were read with a limit of one more than asked for. */
export function pageOf<T>(rows: readonly T[], limit: number, keyOf: (row: T) => Key): Page<T> {
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  return { items, next: rows.length > limit && last !== undefined ? keyOf(last) : null };
}
