import type { ColumnType } from '../../definition/column';
import { columnsOf, TABLE_NAMES } from '../schema/create-tables';
import type { Sql } from '../sql';

/** Of each kind, at most this many rows of a table are shown. */
const SHOWN_ROWS = 5;

/** A table that holds other rows in one schema than in another; the first of them, as JSON. */
export interface TableDifference {
  readonly table: string;
  readonly onlyLive: readonly string[];
  readonly onlyRebuilt: readonly string[];
}

/**
 * Compares all tables of two schemas by a hash over their rows, and looks for rows only where the hashes differ.
 * `beside`: another connection, so that the server hashes both schemas at the same time; both see what is committed.
 */
export async function compareSchemas(
  sql: Sql,
  beside: Sql,
  live: string,
  rebuilt: string,
): Promise<readonly TableDifference[]> {
  const [liveHashes, rebuiltHashes] = await Promise.all([hashesOf(sql, live), hashesOf(beside, rebuilt)]);
  const differences: TableDifference[] = [];
  for (const table of TABLE_NAMES) {
    if (liveHashes.get(table) === rebuiltHashes.get(table)) continue;
    const onlyLive = await rowsOnlyIn(sql, table, live, rebuilt);
    const onlyRebuilt = await rowsOnlyIn(sql, table, rebuilt, live);
    differences.push({ table, onlyLive, onlyRebuilt });
  }
  return differences;
}

async function hashesOf(sql: Sql, schema: string): Promise<ReadonlyMap<string, string>> {
  const hashes = new Map<string, string>();
  for (const table of TABLE_NAMES) hashes.set(table, await hashOf(sql, schema, table));
  return hashes;
}

/** The number of rows and two sums of their hashes: the same whatever the order of the rows. */
async function hashOf(sql: Sql, schema: string, table: string): Promise<string> {
  const row = `ROW(${columnsOf(table).map(hashable).join(', ')})`;
  const [hashed] = await sql.rows<{ hash: string }>(
    `SELECT concat_ws(' ', count(*), sum(hash_record_extended(${row}, 0)), sum(hash_record_extended(${row}, 1))) AS hash
       FROM ${schema}.${table}`,
  );
  return hashed?.hash ?? '';
}

/** The server hashes JSON as its text only. */
function hashable([column, type]: readonly [string, ColumnType]): string {
  return type.startsWith('json') ? `${column}::text` : column;
}

async function rowsOnlyIn(sql: Sql, table: string, schema: string, other: string): Promise<readonly string[]> {
  const asJson = (from: string) => `SELECT row_to_json(t)::text COLLATE "C" AS json FROM ${from}.${table} t`;
  const rows = await sql.rows<{ json: string }>(
    `${asJson(schema)} EXCEPT ALL ${asJson(other)} ORDER BY json LIMIT ${SHOWN_ROWS}`,
  );
  return rows.map(({ json }) => json);
}
