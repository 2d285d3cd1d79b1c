import { createOpsViews } from '../schema/ops-views';
import type { Sql } from '../sql';

/**
 * Puts `rebuilt` in the place of `live`, which is kept as `replaced`; views and grants are made anew, because views follow
 * tables, not names. In a transaction: everybody sees all of it or nothing.
 */
export async function swapSchemas(sql: Sql, live: string, rebuilt: string, replaced: string): Promise<void> {
  await sql.run(`ALTER SCHEMA ${live} RENAME TO ${replaced}`);
  await sql.run(`ALTER SCHEMA ${rebuilt} RENAME TO ${live}`);
  for (const statement of createOpsViews(live)) await sql.run(statement);
}
