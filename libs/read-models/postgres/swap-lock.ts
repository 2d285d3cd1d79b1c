import { LIVE_SCHEMA } from './schema/version';
import type { Sql } from './sql';
import { rowsLock } from './versions/advisory-locks';

/**
 * Readers and projectors share this advisory lock while they work on the live schema; a rebuild takes it alone for the
 * moment in which it puts its schema in the place of the live one. So nobody starts on one schema and ends on another.
 */
const SWAP_LOCK = rowsLock(LIVE_SCHEMA);

/** Held until the transaction ends. */
export async function shareLiveSchema(sql: Sql): Promise<void> {
  await sql.run(`SELECT pg_advisory_xact_lock_shared(${SWAP_LOCK})`);
}

/** Waits until nobody uses the live schema, and keeps everybody out until the transaction ends. */
export async function claimLiveSchema(sql: Sql): Promise<void> {
  await sql.run(`SELECT pg_advisory_xact_lock(${SWAP_LOCK})`);
}

/** Shares it around a transaction whose snapshot must not be older than the lock. */
export async function whileSharingLiveSchema<T>(sql: Sql, use: () => Promise<T>): Promise<T> {
  await sql.run(`SELECT pg_advisory_lock_shared(${SWAP_LOCK})`);
  try {
    return await use();
  } finally {
    await sql.run(`SELECT pg_advisory_unlock_shared(${SWAP_LOCK})`);
  }
}
