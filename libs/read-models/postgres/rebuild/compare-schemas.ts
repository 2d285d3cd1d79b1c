import { TABLE_NAMES, type TableName } from '../schema/tables';
import type { Sql } from '../sql';

/** Of each kind, at most this many rows of a table are shown. */
const SHOWN_ROWS = 5;

/** A table that holds other rows in one schema than in another; the first of them, as JSON. */
export interface TableDifference {
  readonly table: TableName;
  readonly onlyLive: readonly string[];
  readonly onlyRebuilt: readonly string[];
}

/** Compares all tables of two schemas by a hash over their rows, and looks for rows only where the hashes differ. */
export async function compareSchemas(sql: Sql, live: string, rebuilt: string): Promise<readonly TableDifference[]> {
  const differences: TableDifference[] = [];
  for (const table of TABLE_NAMES) {
    if ((await hashOf(sql, live, table)) === (await hashOf(sql, rebuilt, table))) continue;
    const onlyLive = await rowsOnlyIn(sql, table, live, rebuilt);
    const onlyRebuilt = await rowsOnlyIn(sql, table, rebuilt, live);
    differences.push({ table, onlyLive, onlyRebuilt });
  }
  return differences;
}

/** The number of rows and two sums of their hashes: the same whatever the order of the rows. */
async function hashOf(sql: Sql, schema: string, table: TableName): Promise<string> {
  const [row] = await sql.rows<{ hash: string }>(
    // The subquery writes each row as text once; without OFFSET the planner would do it for each hash.
    `SELECT concat_ws(' ', count(*), sum(hashtextextended(line, 0)::numeric), sum(hashtextextended(line, 1)::numeric))
       AS hash FROM (SELECT t::text AS line FROM ${schema}.${table} t OFFSET 0) AS lines`,
  );
  return row?.hash ?? '';
}

async function rowsOnlyIn(sql: Sql, table: TableName, schema: string, other: string): Promise<readonly string[]> {
  const asJson = (from: string) => `SELECT row_to_json(t)::text COLLATE "C" AS json FROM ${from}.${table} t`;
  const rows = await sql.rows<{ json: string }>(
    `${asJson(schema)} EXCEPT ALL ${asJson(other)} ORDER BY json LIMIT ${SHOWN_ROWS}`,
  );
  return rows.map(({ json }) => json);
}
