import { binaryArray, ELEMENTS } from '@ledger/event-store/postgres/binary-array';
import type { AnyColumn, ColumnType, ColumnValue } from '../definition/column';
import type { AnyTable } from '../definition/table';
import type { Sql } from './sql';
import { encodeText } from './text-codec';

/** Where rows of a program are written. */
export interface ProgramTarget {
  readonly sql: Sql;
  readonly schema: string;
  readonly program: string;
}

/** What becomes of a row whose key is there already: an error, kept as it is, replaced, or added to. */
export type OnConflict = 'fail' | 'keep' | 'replace' | 'add';

type AnyRow = Readonly<Record<string, unknown>>;

/** Writes rows with different keys in one statement; no rows: does nothing. `adds`: the fields that `add` adds up. */
export async function writeRows(
  { sql, schema, program }: ProgramTarget,
  table: AnyTable,
  rows: readonly object[],
  onConflict: OnConflict,
  adds: readonly string[] = [],
): Promise<void> {
  if (rows.length === 0) return;
  const values = Object.entries(table.columns).map(([field, column]) => columnValues(rows, field, column));
  await sql.run(insertStatement(schema, table, onConflict, adds), [encodeText(program), ...values]);
}

/** Deletes the rows with these values in some fields, as far as there are such; none: does nothing. */
export async function deleteRows(
  { sql, schema, program }: ProgramTarget,
  table: AnyTable,
  fields: readonly string[],
  rows: readonly object[],
): Promise<void> {
  if (rows.length === 0) return;
  const columns = fields.map((field) => table.columns[field] as AnyColumn);
  const isSame = columns.map(({ name }) => `t.${name} = u.${name}`).join(' AND ');
  const names = columns.map(({ name }) => name).join(', ');
  await sql.run(
    `DELETE FROM ${schema}.${table.name} t USING ${unnested(columns, 2)} AS u(${names})
      WHERE t.program = $1 AND ${isSame}`,
    [encodeText(program), ...fields.map((field, at) => columnValues(rows, field, columns[at] as AnyColumn))],
  );
}

/** Deletes all rows of the program. */
export async function deleteAll({ sql, schema, program }: ProgramTarget, { name }: AnyTable): Promise<void> {
  await sql.run(`DELETE FROM ${schema}.${name} WHERE program = $1`, [encodeText(program)]);
}

function insertStatement(schema: string, table: AnyTable, onConflict: OnConflict, adds: readonly string[]): string {
  const columns = Object.values(table.columns);
  const names = columns.map(({ name }) => name).join(', ');
  const selected = columns.map(({ name, type }) =>
    type === 'text[]' ? `string_to_array(u.${name}, ',')` : `u.${name}`,
  );
  return `INSERT INTO ${schema}.${table.name} AS t (program, ${names}) SELECT $1::text, ${selected.join(', ')}
    FROM ${unnested(columns, 2)} AS u(${names})${conflictClause(table, onConflict, adds)}`;
}

function conflictClause({ columns, key }: AnyTable, onConflict: OnConflict, adds: readonly string[]): string {
  if (onConflict === 'fail' || key === null) return '';
  const target = ` ON CONFLICT (${['program', ...key.map((field) => columns[field]?.name)].join(', ')}) DO`;
  const changed = Object.entries(columns).filter(([field]) => !key.includes(field));
  if (onConflict === 'keep' || changed.length === 0) return `${target} NOTHING`;
  const assignments = changed.map(([field, { name }]) =>
    adds.includes(field) ? `${name} = t.${name} + excluded.${name}` : `${name} = excluded.${name}`,
  );
  return `${target} UPDATE SET ${assignments.join(', ')}`;
}

/** `unnest($1::text[], $2::bigint[], …)`, the first parameter being number `first`. */
export function unnested(columns: readonly Pick<AnyColumn, 'type'>[], first: number): string {
  return `unnest(${columns.map(({ type }, index) => `$${first + index}::${arrayType(type)}`).join(', ')})`;
}

function arrayType(type: ColumnType): string {
  if (type === 'text[]') return 'text[]'; // Each element is a list with commas: unnest would flatten arrays in an array.
  return `${type.replace('?', '')}[]`;
}

/** The values of one field of all rows, as the driver takes them; what a row does not have is null. */
export function columnValues(rows: readonly object[], field: string, column: AnyColumn): Buffer {
  const values = rows.map((row) => {
    const value = (row as AnyRow)[field];
    return value === undefined ? null : column.write(value);
  });
  switch (column.type) {
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
