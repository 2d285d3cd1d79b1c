import type { Pool } from 'pg';
import { migrate, type Migration } from '@ledger/postgres/migrate';
import { eventLog } from './migrations/0001-event-log';
import { appendLock } from './migrations/0002-append-lock';
import { postgresFailure } from './postgres-failure';

/** The steps of schema `ledger_events`. */
export const EVENT_STORE_MIGRATIONS: readonly Migration[] = [eventLog, appendLock];

/**
 * Brings the schema `ledger_events` up to date. The user must be allowed to create schemas and roles. Answers the names
 * of the steps that were made.
 *
 * @throws EventStoreError when the server cannot be reached, or refuses
 */
export async function migrateEventStore(pool: Pool): Promise<string[]> {
  try {
    return await migrate(pool, EVENT_STORE_MIGRATIONS);
  } catch (error) {
    throw postgresFailure(error, pool.options);
  }
}
