import type { Pool, PoolClient } from 'pg';
import { EVENT_STORE_MIGRATIONS, type Migration } from './event-store-schema';
import { postgresFailure } from './postgres-failure';

const LOCK = "pg_advisory_xact_lock(hashtext('ledger_events.migrations'))";

/**
 * Brings the schema `ledger_events` up to date: each step once, all in one transaction, any number of processes at the
 * same time. The user must be allowed to create schemas and roles. Answers the names of the steps that were made.
 *
 * @throws EventStoreError when the server cannot be reached, or refuses
 */
export async function migrateEventStore(pool: Pool): Promise<string[]> {
  const client = await pool.connect().catch((error: unknown) => {
    throw postgresFailure(error, pool.options);
  });
  try {
    await client.query(`BEGIN; SELECT ${LOCK}`);
    const made = await makeMissingSteps(client);
    await client.query('COMMIT');
    client.release();
    return made;
  } catch (error) {
    // The connection, and with it the transaction, is given up.
    client.release(true);
    throw postgresFailure(error, pool.options);
  }
}

async function makeMissingSteps(client: PoolClient): Promise<string[]> {
  await client.query(`
    CREATE SCHEMA IF NOT EXISTS ledger_events;
    CREATE TABLE IF NOT EXISTS ledger_events.migrations (version integer PRIMARY KEY, name text NOT NULL)`);
  const { rows } = await client.query<Pick<Migration, 'version'>>('SELECT version FROM ledger_events.migrations');
  const done = new Set(rows.map(({ version }) => version));
  const missing = EVENT_STORE_MIGRATIONS.filter(({ version }) => !done.has(version));
  for (const { version, name, sql } of missing) {
    await client.query(sql);
    await client.query('INSERT INTO ledger_events.migrations (version, name) VALUES ($1, $2)', [version, name]);
  }
  return missing.map(({ name }) => name);
}
