/**
 * Locks between processes of the ledger, as locks on empty tables that nobody else has a right on. Advisory locks would
 * be everybody's: whoever may connect may take them all, a reader of dashboards too, and hold them. A table's lock ends
 * with its transaction, so also with its connection; an open transaction that did nothing else keeps nothing from being
 * cleaned up, and what a dump or a reader of all tables takes (ACCESS SHARE) is in nobody's way.
 */
export const LOCKS_SCHEMA = 'ledger_locks';

/** A lock by its name. */
export type Lock = string & { readonly __brand: 'Lock' };

/** The lock of a name: lower-case letters, digits and `_`. */
export function lockNamed(name: string): Lock {
  if (!/^[a-z][a-z0-9_]{0,62}$/.test(name)) throw new TypeError(`${name} is no name of a lock`);
  return `${LOCKS_SCHEMA}.${name}` as Lock;
}

/** The statement that makes a lock where it is not there. */
export function makeLock(lock: Lock): string {
  return `CREATE TABLE IF NOT EXISTS ${lock} ()`;
}

export function dropLock(lock: Lock): string {
  return `DROP TABLE IF EXISTS ${lock}`;
}

export interface LockWish {
  /** With others that share it; else alone. */
  readonly shared?: boolean;
  /** Fails (SQLSTATE 55P03) where it cannot be had now. */
  readonly now?: boolean;
}

/** The statement that takes a lock until the transaction ends; before its first query, its snapshot is later than the lock. */
export function takeLock(lock: Lock, { shared = false, now = false }: LockWish = {}): string {
  return `LOCK TABLE ${lock} IN ${shared ? 'ROW SHARE' : 'EXCLUSIVE'} MODE${now ? ' NOWAIT' : ''}`;
}

/** Somebody else has a lock that was asked for `now`, or had it longer than `lock_timeout`. */
export function isLocked(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === '55P03';
}
