import { createOpsViews } from '../schema/ops-views';
import type { Sql } from '../sql';
import { shownSchema } from '../versions/show-version';

/**
 * Puts `rebuilt` in the place of `live`, which is kept as `replaced`. The ops views, where they show the live rows, are
 * made on the new ones, because views follow tables, not names. In a transaction: everybody sees all of it or nothing.
 */
export async function swapSchemas(sql: Sql, live: string, rebuilt: string, replaced: string): Promise<void> {
  const isShown = (await shownSchema(sql)) === live;
  await sql.run(`ALTER SCHEMA ${live} RENAME TO ${replaced}`);
  await sql.run(`ALTER SCHEMA ${rebuilt} RENAME TO ${live}`);
  if (!isShown) return;
  for (const statement of createOpsViews(live)) await sql.run(statement);
}
