/**
 * The types of columns: `text` is ordered by code points; times are `bigint` milliseconds since 1970, so that no year and
 * no millisecond is lost; sums are `numeric`, so that they cannot overflow; `?`: may be null.
 */
export type ColumnType =
  | 'text'
  | 'text?'
  | 'bigint'
  | 'bigint?'
  | 'integer'
  | 'integer?'
  | 'boolean'
  | 'numeric'
  | 'numeric?'
  | 'json'
  | 'json?'
  | 'text[]';

export interface TableSpec {
  readonly columns: Readonly<Record<string, ColumnType>>;
  /** The primary key; empty: none. */
  readonly key: readonly string[];
  /** How full pages are made, which leaves room for rows that change; 100 where not given. */
  readonly fillPercent?: number;
  /** Further indexes: what follows `CREATE INDEX … ON table`. */
  readonly indexes?: Readonly<Record<string, string>>;
}
