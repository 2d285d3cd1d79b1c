import type { JsonText } from './json-text';
import type { ColumnType } from './table-spec';
import type { TABLES, TableName } from './tables';

interface ValueOfType {
  text: string;
  bigint: bigint | number;
  integer: number;
  boolean: boolean;
  numeric: bigint;
  json: JsonText;
  'text[]': readonly string[];
}

type ValueOf<C extends ColumnType> = C extends keyof ValueOfType
  ? ValueOfType[C]
  : C extends `${infer T extends keyof ValueOfType}?`
    ? ValueOfType[T] | null
    : never;

/** A row of a table as it is written, checked against the table's columns. */
export type TableRow<N extends TableName> = {
  readonly [K in keyof (typeof TABLES)[N]['columns']]: (typeof TABLES)[N]['columns'][K] extends ColumnType
    ? ValueOf<(typeof TABLES)[N]['columns'][K]>
    : never;
};

/** What names a row of a table. */
export type TableKey<N extends TableName> = Pick<TableRow<N>, (typeof TABLES)[N]['key'][number] & keyof TableRow<N>>;
