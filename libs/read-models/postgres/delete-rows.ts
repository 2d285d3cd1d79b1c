import type { ColumnType, TableSpec } from './schema/table-spec';
import { TABLES, type TableName } from './schema/tables';
import type { TableKey } from './schema/table-row';
import type { Sql } from './sql';
import { encodeText } from './text-codec';
import { columnValues, unnested, type ColumnValue } from './write-rows';

/** Deletes all rows of a program. */
export async function deleteProgram(sql: Sql, schema: string, table: TableName, program: string): Promise<void> {
  await sql.run(`DELETE FROM ${schema}.${table} WHERE program = $1`, [encodeText(program)]);
}

/** Deletes the rows with these keys, as far as there are such; no keys: does nothing. */
export async function deleteRows<N extends TableName>(
  sql: Sql,
  schema: string,
  table: N,
  keys: readonly TableKey<N>[],
): Promise<void> {
  if (keys.length === 0) return;
  const spec: TableSpec = TABLES[table];
  const columns = Object.fromEntries(spec.key.map((name) => [name, spec.columns[name] as ColumnType]));
  const rows = keys as readonly Readonly<Record<string, ColumnValue>>[];
  const sameKey = spec.key.map((column) => `t.${column} = u.${column}`).join(' AND ');
  await sql.run(
    `DELETE FROM ${schema}.${table} t USING ${unnested(columns, 1)} AS u(${spec.key.join(', ')}) WHERE ${sameKey}`,
    Object.entries(columns).map(([column, type]) => columnValues(rows, column, type)),
  );
}
