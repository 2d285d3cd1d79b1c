import { binaryArray, ELEMENTS } from '@ledger/event-store/postgres/binary-array';
import type { Sql } from './sql';
import type { ColumnType, TableSpec } from './schema/table-spec';
import { TABLES, type TableName } from './schema/tables';
import type { TableRow } from './schema/table-row';
import { encodeText } from './text-codec';

/** What becomes of a row whose key is there already: an error, kept as it is, replaced, or its sums added up. */
export type OnConflict = 'fail' | 'keep' | 'replace' | 'add';

/** The columns that `add` adds to: counts, and sums of money. */
const ADDED: readonly string[] = ['arrivals', 'accepted', 'ignored'];
const isAdded = (column: string) => column.endsWith('_minor') || ADDED.includes(column);

/** Writes rows with different keys in one statement; no rows: does nothing. */
export async function writeRows<N extends TableName>(
  sql: Sql,
  schema: string,
  table: N,
  rows: readonly TableRow<N>[],
  onConflict: OnConflict,
): Promise<void> {
  if (rows.length === 0) return;
  const spec: TableSpec = TABLES[table];
  const columns = Object.entries(spec.columns);
  const values = columns.map(([column, type]) => columnValues(rows, column, type));
  await sql.run(insertStatement(schema, table, spec, onConflict), values);
}

function insertStatement(schema: string, table: string, spec: TableSpec, onConflict: OnConflict): string {
  const names = Object.keys(spec.columns);
  const selected = Object.entries(spec.columns).map(([name, type]) =>
    type === 'text[]' ? `string_to_array(u.${name}, ',')` : `u.${name}`,
  );
  const insert = `INSERT INTO ${schema}.${table} AS t (${names.join(', ')}) SELECT ${selected.join(', ')}`;
  return `${insert} FROM ${unnested(spec.columns, 1)} AS u(${names.join(', ')})${conflictClause(spec, onConflict)}`;
}

function conflictClause({ columns, key }: TableSpec, onConflict: OnConflict): string {
  if (onConflict === 'fail') return '';
  const target = ` ON CONFLICT (${key.join(', ')}) DO`;
  if (onConflict === 'keep') return `${target} NOTHING`;
  const changed = Object.keys(columns).filter((column) => !key.includes(column));
  const assignments = changed.map((column) =>
    onConflict === 'add' && isAdded(column)
      ? `${column} = t.${column} + excluded.${column}`
      : `${column} = excluded.${column}`,
  );
  return `${target} UPDATE SET ${assignments.join(', ')}`;
}

/** `unnest($1::text[], $2::bigint[], …)`, the first parameter being number `first`. */
export function unnested(columns: Readonly<Record<string, ColumnType>>, first: number): string {
  const parameters = Object.values(columns).map((type, index) => `$${first + index}::${arrayType(type)}`);
  return `unnest(${parameters.join(', ')})`;
}

function arrayType(type: ColumnType): string {
  if (type === 'text[]') return 'text[]'; // Each element is a list with commas: unnest would flatten arrays in an array.
  return `${type.replace('?', '')}[]`;
}

/** What a column of a row may hold before it is written. */
export type ColumnValue = string | number | bigint | boolean | readonly string[] | null;

/** The values of one column of all rows, as the driver takes them. */
export function columnValues(
  rows: readonly Readonly<Record<string, ColumnValue>>[],
  column: string,
  type: ColumnType,
): Buffer {
  const values = rows.map((row) => row[column] ?? null);
  switch (type) {
    case 'text':
    case 'text?':
    case 'text[]':
      return binaryArray(ELEMENTS.text, values.map(textOf));
    case 'json':
    case 'json?':
      return binaryArray(ELEMENTS.json, values as (string | null)[]);
    case 'bigint':
    case 'bigint?':
      return binaryArray(ELEMENTS.bigint, values as (bigint | number | null)[]);
    case 'integer':
    case 'integer?':
      return binaryArray(ELEMENTS.integer, values as (number | null)[]);
    case 'numeric':
    case 'numeric?':
      return binaryArray(ELEMENTS.numeric, values as (bigint | null)[]);
    case 'boolean':
      return binaryArray(ELEMENTS.boolean, values as (boolean | null)[]);
  }
}

/** A list is written with commas: `unnest` would flatten arrays in an array. */
function textOf(value: ColumnValue): string | null {
  if (value === null) return null;
  return Array.isArray(value) ? value.join(',') : encodeText(value as string);
}
