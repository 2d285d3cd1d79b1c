import { LIVE_SCHEMA } from './schema/version';
import { inTransaction, type Sql } from './sql';
import { lockItself, pastReaders, queueShortly, type Patience } from './versions/readers-in-the-way';
import { rowsLock, acquire } from './versions/version-locks';

/**
 * Readers and projectors share this lock while they work on the live schema; a rebuild takes it alone for the moment in
 * which it puts its schema in the place of the live one. So nobody starts on one schema and ends on another.
 */
const SWAP_LOCK = rowsLock(LIVE_SCHEMA);

/** Held until the transaction ends. */
export async function shareLiveSchema(sql: Sql): Promise<void> {
  await acquire(sql, SWAP_LOCK, { shared: true });
}

/** Waits until nobody uses the live schema, saying who does, and keeps everybody out for as long as a transaction takes. */
export function claimingLiveSchema<T>(sql: Sql, say: Patience['say'], work: () => Promise<T>): Promise<T> {
  // Those who share it are processes of the ledger, and whatever they do is wanted: none is ended.
  return pastReaders(sql, lockItself(SWAP_LOCK), { readersMayTakeMs: Infinity, say }, () =>
    inTransaction(sql, 'ISOLATION LEVEL READ COMMITTED', async () => {
      await queueShortly(sql);
      await acquire(sql, SWAP_LOCK);
      await sql.run('SET LOCAL lock_timeout TO 0');
      return work();
    }),
  );
}

/**
 * Lends one state of the live read models: the lock comes first, so the snapshot is not older than it. Fails
 * (`isLocked`) where it takes longer than `waitMs`.
 */
export function inLiveSnapshot<T>(sql: Sql, use: () => Promise<T>, waitMs = 0): Promise<T> {
  return inTransaction(sql, 'ISOLATION LEVEL REPEATABLE READ READ ONLY', async () => {
    if (waitMs > 0) await sql.run(`SET LOCAL lock_timeout TO ${waitMs}`);
    await shareLiveSchema(sql);
    return use();
  });
}
