import { Client } from 'pg';
import type { EventStore } from '@ledger/event-store/event-store';
import { endsInTime } from '@ledger/machine/in-time';
import { delayMs, pause, type BackOff } from '@ledger/messaging/back-off';
import type { KafkaLog } from '@ledger/messaging/kafka-log';
import type { Projector } from '@ledger/read-models/postgres/projector';
import { isLocked, takeLock } from '@ledger/postgres/locks';
import { LIVE_SCHEMA } from '@ledger/read-models/postgres/schema/version';
import { advisoryUseLock, projectionLock, useLock } from '@ledger/read-models/postgres/versions/version-locks';
import { followProjection, type ProjectionProgress } from '@ledger/runner/project-log';

/** Whoever holds it projects; the others wait for it. Each release has its own read models, and its own leader. */
const PROJECTION_LOCK = projectionLock(LIVE_SCHEMA);
/** Shared while this process reads the rows: nobody drops them. */
const USE_LOCK = useLock(LIVE_SCHEMA);
const POLL_MS = 500;
const CHECK_MS = 5_000;
const QUERY_TIMEOUT_MS = 10_000;
const CLOSE_MS = 1_000;
const BACK_OFF: BackOff = { initialDelayMs: 250, maximumDelayMs: 5_000 };

/** A projector on connections of its own. */
interface OpenProjector {
  readonly projector: Projector;
  /** Lets schema `ops` show what is projected here, where an earlier release's is shown; ends at the signal. */
  readonly takeOver: (signal: AbortSignal) => Promise<void>;
  /** Judges the next payouts of the partners about whom something was projected; ends at the signal. */
  readonly keepAhead: (signal: AbortSignal) => Promise<void>;
  readonly close: () => Promise<void>;
}

export interface LeadingProjection {
  readonly postgresUrl: string;
  readonly store: EventStore;
  /** For one time of leading: a broken connection must not outlive its leader. */
  readonly openProjector: () => Promise<OpenProjector>;
  readonly progress: ProjectionProgress;
  readonly log: KafkaLog;
  readonly signal: AbortSignal;
}

/**
 * Keeps the read models up to date, in one process of the cluster at a time: the one that holds a lock. When
 * it dies its connection ends and another goes on. (Two at once would do no harm: the checkpoint lets one win.)
 */
export async function followAsLeader(options: LeadingProjection): Promise<void> {
  const { signal, log } = options;
  for (let failures = 0; !signal.aborted;) {
    const startedAtMs = Date.now();
    try {
      await leadOnce(options);
    } catch (error) {
      if (signal.aborted) return;
      failures = Date.now() - startedAtMs > CHECK_MS ? 0 : failures + 1;
      const waitMs = delayMs(BACK_OFF, failures);
      log.warn(`projection: ${error instanceof Error ? error.message : String(error)}; going on in ${waitMs} ms`);
      await pause(waitMs, signal);
    }
  }
}

async function leadOnce(options: LeadingProjection): Promise<void> {
  const { postgresUrl, log, signal } = options;
  const client = new Client({
    connectionString: postgresUrl,
    application_name: 'ledger-projection-lock',
    keepAlive: true,
    connectionTimeoutMillis: QUERY_TIMEOUT_MS,
    query_timeout: QUERY_TIMEOUT_MS,
  });
  const lost = new AbortController();
  client.on('error', () => lost.abort());
  client.on('end', () => lost.abort());
  try {
    await client.connect();
    await client.query(`SELECT pg_try_advisory_lock_shared(${advisoryUseLock(LIVE_SCHEMA)})`);
    // Open for as long as this process leads, or waits for that: it reads nothing, so it keeps nothing from being cleaned up.
    await client.query('BEGIN; SET LOCAL idle_in_transaction_session_timeout TO 0');
    await client.query(takeLock(USE_LOCK, { shared: true }));
    if (!(await untilLeading(client, signal))) return;
    log.info('projection: this process keeps the read models up to date from now on');
    const checking = setInterval(() => void client.query('SELECT 1').catch(() => lost.abort()), CHECK_MS);
    try {
      await project(options, AbortSignal.any([signal, lost.signal]));
    } finally {
      clearInterval(checking);
    }
    if (!signal.aborted) throw new Error('the connection that holds the lock was lost');
  } finally {
    await endWithin(client.end());
  }
}

async function project({ store, openProjector, progress }: LeadingProjection, signal: AbortSignal): Promise<void> {
  const { projector, takeOver, keepAhead, close } = await openProjector();
  const ended = new AbortController();
  const ending = AbortSignal.any([signal, ended.signal]);
  const beside = Promise.all([takeOver(ending), keepAhead(ending)]);
  try {
    await followProjection(store, projector, signal, progress);
  } finally {
    ended.abort();
    await endWithin(beside.then(close));
  }
}

/** The other end may not answer a farewell. */
async function endWithin(ending: Promise<void>): Promise<void> {
  await endsInTime(
    ending.catch(() => undefined),
    CLOSE_MS,
  );
}

/** Waits for the lock; false when the signal came first. */
async function untilLeading(client: Client, signal: AbortSignal): Promise<boolean> {
  await client.query('SAVEPOINT asking');
  while (!signal.aborted) {
    try {
      await client.query(takeLock(PROJECTION_LOCK, { now: true }));
      return true;
    } catch (error) {
      if (!isLocked(error)) throw error;
      await client.query('ROLLBACK TO SAVEPOINT asking');
    }
    await pause(POLL_MS, signal);
  }
  return false;
}
