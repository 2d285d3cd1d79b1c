import { setTimeout as sleep } from 'node:timers/promises';
import { dropLock, isLocked, lockNamed, makeLock, takeLock, type Lock, type LockWish } from '@ledger/postgres/locks';
import type { DataSource } from 'typeorm';
import { UNVERSIONED_SCHEMA } from '../schema/version';
import { inTransaction, withConnection, type Sql } from '../sql';

const POLL_MS = 200;

/** One process at a time makes or builds a version. */
export const BUILD_LOCK = lockNamed('read_models_build');
/** One process at a time makes the views of schema `ops`. */
export const OPS_LOCK = lockNamed('read_models_ops');

/** Shared by those who work on a schema's rows, for as long as they do; taken alone by who swaps or drops the schema. */
export function rowsLock(schema: string): Lock {
  return lockNamed(`${schema}_rows`);
}

/** Held by the process that keeps a schema up to date. */
export function projectionLock(schema: string): Lock {
  return lockNamed(`${schema}_projection`);
}

/** Shared by the services that read a schema, for their life. */
export function useLock(schema: string): Lock {
  return lockNamed(`${schema}_use`);
}

/** One rebuild of a schema at a time. */
export function rebuildLock(schema: string): Lock {
  return lockNamed(`${schema}_rebuild`);
}

const locksOf = (schema: string) => [rowsLock, projectionLock, useLock, rebuildLock].map((of) => of(schema));

/** Makes the locks of a schema where they are not there. */
export async function makeLocks(sql: Sql, schema: string): Promise<void> {
  for (const lock of locksOf(schema)) await sql.run(makeLock(lock));
}

/** Takes a lock until the transaction ends. */
export async function acquire(sql: Sql, lock: Lock, wish?: LockWish): Promise<void> {
  await sql.run(takeLock(lock, wish));
}

/**
 * Takes all locks of a schema alone, until the transaction ends, and takes them away with it.
 *
 * @throws VersionInUse where somebody has one
 */
export async function takeAwayLocks(sql: Sql, schema: string): Promise<void> {
  await refuseWhereEarlierReleaseWorks(sql, schema);
  for (const lock of locksOf(schema)) {
    const [row] = await sql.rows<{ there: boolean }>('SELECT to_regclass($1) IS NOT NULL AS there', [lock]);
    if (row?.there !== true) continue;
    await acquire(sql, lock, { now: true }).catch((error: unknown) => {
      throw isLocked(error) ? new VersionInUse(`${schema} is used`) : error;
    });
    await sql.run(dropLock(lock));
  }
}

/** Works while a connection of its own holds a lock, which it waits for. */
export function holding<T>(dataSource: DataSource, lock: Lock, work: () => Promise<T>): Promise<T> {
  return whileHeld(dataSource, lock, true, work) as Promise<T>;
}

/** The same where the lock can be had now; `null`: somebody else has it. */
export function ifFree<T>(dataSource: DataSource, lock: Lock, work: () => Promise<T>): Promise<T | null> {
  return whileHeld(dataSource, lock, false, work);
}

async function whileHeld<T>(dataSource: DataSource, lock: Lock, waits: boolean, work: () => Promise<T>) {
  return withConnection(dataSource, async (sql) => {
    for (;;) {
      const held = await heldOnce(sql, lock, work);
      if (held !== 'locked') return held.result;
      if (!waits) return null;
      await sleep(POLL_MS);
    }
  });
}

/** Asks again and again instead of waiting in one statement, which somebody may have limited. */
async function heldOnce<T>(sql: Sql, lock: Lock, work: () => Promise<T>): Promise<{ result: T } | 'locked'> {
  let isHeld = false;
  try {
    return await inTransaction(sql, 'ISOLATION LEVEL READ COMMITTED', async () => {
      await sql.run('SET LOCAL idle_in_transaction_session_timeout TO 0');
      await acquire(sql, lock, { now: true });
      isHeld = true;
      return { result: await work() };
    });
  } catch (error) {
    if (!isHeld && isLocked(error)) return 'locked';
    throw error;
  }
}

/** A process reads a version, or keeps it up to date. */
export class VersionInUse extends Error {
  override readonly name = 'VersionInUse';
}

/** The key of an advisory lock of an earlier release, as SQL. */
type AdvisoryKey = string;

/**
 * The advisory lock of earlier releases that says that somebody reads a schema. They look at it before they drop one, so
 * who uses a schema takes it too, where it can be had: nobody waits for it, or for who holds it.
 */
export function advisoryUseLock(schema: string): AdvisoryKey {
  return advisoryKey(`${schema} use`);
}

async function refuseWhereEarlierReleaseWorks(sql: Sql, schema: string): Promise<void> {
  const isUnversioned = schema === UNVERSIONED_SCHEMA;
  const keys: readonly AdvisoryKey[] = [
    advisoryUseLock(schema),
    isUnversioned ? '7203, 5' : advisoryKey(`${schema} projection`),
    isUnversioned ? '7203, 1' : advisoryKey(`${schema} rows`),
  ];
  for (const key of keys) {
    const [row] = await sql.rows<{ taken: boolean }>(`SELECT pg_try_advisory_xact_lock(${key}) AS taken`);
    if (row?.taken !== true) throw new VersionInUse(`${schema} is used by a process of an earlier release`);
  }
}

function advisoryKey(name: string): AdvisoryKey {
  return `hashtextextended('${name}', 0)`;
}
