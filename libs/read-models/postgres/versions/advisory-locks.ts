import { setTimeout as sleep } from 'node:timers/promises';
import { UNVERSIONED_SCHEMA } from '../schema/version';
import type { Sql } from '../sql';

/** The key of an advisory lock, as SQL. */
export type LockKey = string & { readonly __brand: 'LockKey' };

const POLL_MS = 200;

/** One process at a time makes or builds a version. */
export const BUILD_LOCK = keyOf('read_models build');
/** One process at a time makes the views of schema `ops`. */
export const OPS_LOCK = keyOf('read_models ops');

/** Shared by those who work on a schema's rows, for as long as they do; taken alone by who swaps or drops the schema. */
export function rowsLock(schema: string): LockKey {
  // Releases that knew no versions take this one.
  return schema === UNVERSIONED_SCHEMA ? ('7203, 1' as LockKey) : keyOf(`${schema} rows`);
}

/** Held by the process that keeps a schema up to date. */
export function projectionLock(schema: string): LockKey {
  return schema === UNVERSIONED_SCHEMA ? ('7203, 5' as LockKey) : keyOf(`${schema} projection`);
}

/** Shared by the services that read a schema, for their life. */
export function useLock(schema: string): LockKey {
  return keyOf(`${schema} use`);
}

/** One rebuild of a schema at a time. */
export function rebuildLock(schema: string): LockKey {
  return keyOf(`${schema} rebuild`);
}

/** Takes a lock until the transaction ends; false: somebody else has it. */
export async function tryLock(sql: Sql, key: LockKey): Promise<boolean> {
  const [row] = await sql.rows<{ taken: boolean }>(`SELECT pg_try_advisory_xact_lock(${key}) AS taken`);
  return row?.taken === true;
}

/** Works while this connection holds a lock; asks for it again and again, so that no statement waits long. */
export async function holding<T>(sql: Sql, key: LockKey, work: () => Promise<T>): Promise<T> {
  while (!(await tryHold(sql, key))) await sleep(POLL_MS);
  try {
    return await work();
  } finally {
    await sql.run(`SELECT pg_advisory_unlock(${key})`);
  }
}

/** Takes a lock until it is given back or the connection ends; false: somebody else has it. */
export async function tryHold(sql: Sql, key: LockKey): Promise<boolean> {
  const [row] = await sql.rows<{ taken: boolean }>(`SELECT pg_try_advisory_lock(${key}) AS taken`);
  return row?.taken === true;
}

function keyOf(name: string): LockKey {
  return `hashtextextended('${name}', 0)` as LockKey;
}
