import { isLocked } from '@ledger/postgres/locks';
import { createOpsViews } from '../schema/ops-views';
import type { Sql } from '../sql';
import { queueShortly } from '../versions/readers-in-the-way';
import { shownSchema } from '../versions/show-version';
import { OPS_LOCK, acquire } from '../versions/version-locks';

/**
 * Puts `rebuilt` in the place of `live`, which is kept as `replaced`. The ops views, where they show the live rows, are
 * made on the new ones, because views follow tables, not names; unless somebody reads them: then they go on showing what
 * was replaced, until they are made anew (`showVersion`). In a transaction.
 */
export async function swapSchemas(sql: Sql, live: string, rebuilt: string, replaced: string): Promise<void> {
  const isShown = (await shownSchema(sql)) === live;
  await sql.run(`ALTER SCHEMA ${live} RENAME TO ${replaced}`);
  await sql.run(`ALTER SCHEMA ${rebuilt} RENAME TO ${live}`);
  if (!isShown) return;
  await sql.run('SAVEPOINT swapped');
  try {
    await queueShortly(sql);
    await acquire(sql, OPS_LOCK);
    for (const statement of createOpsViews(live)) await sql.run(statement);
  } catch (error) {
    if (!isLocked(error)) throw error;
    await sql.run('ROLLBACK TO SAVEPOINT swapped');
  }
}
