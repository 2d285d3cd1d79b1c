import type { AnyColumn, Column } from './column';

/** A row as the driver gives it, by the names of its columns. */
export type StoredRow = Readonly<Record<string, unknown>>;

type Columns<Row> = { readonly [F in keyof Row & string]-?: Column<Row[F]> };

/** The columns as a query lists them; `of`: the alias of their table. */
export function listed(columns: Readonly<Record<string, AnyColumn>>, of?: string): string {
  return Object.values(columns)
    .map(({ name }) => (of === undefined ? name : `${of}.${name}`))
    .join(', ');
}

/** Reads the fields with these columns of a row. */
export function readerOf<Row>(columns: Columns<Row>): (stored: StoredRow) => Row {
  const fields = Object.entries<AnyColumn>(columns);
  return (stored) => {
    const row: Record<string, unknown> = {};
    for (const [field, { name, read }] of fields) row[field] = read(stored[name]);
    return row as Row;
  };
}
