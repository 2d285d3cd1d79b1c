import { setTimeout as sleep } from 'node:timers/promises';
import { isLocked, type Lock } from '@ledger/postgres/locks';
import type { Sql } from '../sql';

/** So long a statement waits for readers, and those who come after it wait for the statement. */
const QUEUE_MS = 250;
const PAUSE_MS = 1_000;

/** How to get past those who read what has to be replaced or dropped. */
export interface Patience {
  /** A reader whose transaction is open for longer is ended (its connection is closed by the server). */
  readonly readersMayTakeMs: number;
  readonly say: (line: string) => void;
  readonly signal?: AbortSignal;
}

/** What has to be free, for people and as a condition on `pg_class c` with its `pg_namespace n`. */
export interface Held {
  readonly what: string;
  readonly condition: string;
}

/** The relations of some schemas. */
export function relationsOf(...schemas: readonly string[]): Held {
  const names = schemas.map((schema) => `'${schema}'`).join(', ');
  return { what: schemas.join(' and '), condition: `n.nspname IN (${names})` };
}

export function lockItself(lock: Lock): Held {
  return { what: lock, condition: `c.oid = to_regclass('${lock}')` };
}

interface Reader {
  readonly pid: number;
  readonly role: string;
  readonly application: string;
  readonly state: string;
  readonly since: string;
  readonly open_ms: string;
}

/** Inside a transaction: no statement of it waits for long, or keeps others waiting for long. */
export async function queueShortly(sql: Sql): Promise<void> {
  await sql.run(`SET LOCAL lock_timeout TO ${QUEUE_MS}`);
}

/**
 * Does what readers may be in the way of, again and again: a transaction that calls `queueShortly`.
 * Says who holds what; and ends, by the server, those who hold it for longer than they may.
 *
 * @throws Error naming them, where the ledger's user may not end them
 */
export async function pastReaders<T>(
  sql: Sql,
  held: Held,
  { readersMayTakeMs, say, signal }: Patience,
  work: () => Promise<T>,
): Promise<T> {
  let said = '';
  for (;;) {
    try {
      return await work();
    } catch (error) {
      if (!isLocked(error) || signal?.aborted === true) throw error;
    }
    const readers = await readersOf(sql, held);
    const who = readers.map(describe).join('; ');
    const ends = Number.isFinite(readersMayTakeMs)
      ? `; after ${readersMayTakeMs} ms (LEDGER_READERS_MAY_TAKE_MS) it is ended`
      : '';
    if (who !== said && readers.length > 0) say(`waiting for who reads ${held.what}: ${who}${ends}`);
    said = who;
    const late = readers.filter(({ open_ms }) => Number(open_ms) > readersMayTakeMs);
    for (const reader of late) await end(sql, reader, say);
    if (late.length === 0)
      await sleep(PAUSE_MS, undefined, signal === undefined ? {} : { signal }).catch(() => undefined);
  }
}

/** Who has a lock on it, this connection not counted. */
async function readersOf(sql: Sql, { condition }: Held): Promise<Reader[]> {
  return sql.rows<Reader>(`
    SELECT DISTINCT a.pid, coalesce(a.usename, '') AS role, a.application_name AS application,
           coalesce(a.state, 'in an unknown state') AS state,
           to_char(a.xact_start AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') AS since,
           (extract(epoch FROM now() - a.xact_start) * 1000)::text AS open_ms
      FROM pg_locks l JOIN pg_class c ON c.oid = l.relation JOIN pg_namespace n ON n.oid = c.relnamespace
      JOIN pg_stat_activity a ON a.pid = l.pid
     WHERE l.locktype = 'relation' AND l.granted AND ${condition} AND a.pid <> pg_backend_pid()
       AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())
     ORDER BY a.pid`);
}

function describe({ pid, role, application, state, since }: Reader): string {
  return `process ${pid} (role ${JSON.stringify(role)}, application ${JSON.stringify(application)}), ${state} since ${since}`;
}

async function end(sql: Sql, reader: Reader, say: Patience['say']): Promise<void> {
  try {
    await sql.rows('SELECT pg_terminate_backend($1)', [reader.pid]);
  } catch (cause) {
    const what = `what it reads cannot be replaced, and the ledger's user may not end it`;
    throw new Error(`${describe(reader)}: ${what}: end it, or GRANT pg_signal_backend to the ledger's user`, { cause });
  }
  say(`ended: ${describe(reader)}`);
}
