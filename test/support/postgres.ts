import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';

/** An empty database of its own for a suite. */
export interface FreshDatabase {
  readonly connectionString: string;
  /** Removes it, whoever is still connected. */
  drop(): Promise<void>;
}

/** Makes a database on the server of this Jest run, empty or a copy of another; takes some tens of milliseconds. */
export async function freshDatabase(model = 'template1'): Promise<FreshDatabase> {
  const name = `test_${process.pid}_${randomBytes(6).toString('hex')}`;
  await onServer(`CREATE DATABASE ${name} TEMPLATE ${model}`);
  const url = new URL(serverUrl());
  url.pathname = `/${name}`;
  return {
    connectionString: url.href,
    drop: () => onServer(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`, (server) => connectionsMayClose(server, name)),
  };
}

/**
 * A database of its own as `fill` leaves an empty one. Whoever asks first in this Jest run fills it; after that it is
 * copied, in a tenth of the time that the steps of all tables take. To be used where how they come to be is not what is
 * tested.
 */
export async function databaseFilledBy(name: string, fill: (connectionString: string) => Promise<void>) {
  const model = `model_${name}_of_${process.env['TEST_POSTGRES_RUN'] ?? process.ppid}`;
  await onServer(`SELECT pg_advisory_lock(${MODEL_LOCK})`, undefined, async (server) => {
    const { rowCount } = await server.query('SELECT FROM pg_database WHERE datname = $1', [model]);
    if (rowCount === 1) return;
    const first = await freshDatabase();
    await fill(first.connectionString);
    const filled = new URL(first.connectionString).pathname.slice(1);
    await connectionsMayClose(server, filled);
    await server.query(`ALTER DATABASE ${filled} RENAME TO ${model}`);
  });
  return freshDatabase(model);
}

/** One fills a database at a time. */
const MODEL_LOCK = 5_101_846;

const CLOSE_WITHIN_MS = 500;
const LOOK_EVERY_MS = 10;

/** A pool says that it ended before its connections have: ended by the server meanwhile, they would be errors of nobody. */
async function connectionsMayClose(server: Client, database: string): Promise<void> {
  const open = async () =>
    (await server.query('SELECT FROM pg_stat_activity WHERE datname = $1 LIMIT 1', [database])).rowCount === 1;
  for (const until = Date.now() + CLOSE_WITHIN_MS; Date.now() < until && (await open());) await sleep(LOOK_EVERY_MS);
}

async function onServer(
  statement: string,
  first?: (server: Client) => Promise<void>,
  then?: (server: Client) => Promise<void>,
): Promise<void> {
  const client = new Client({ connectionString: serverUrl(), connectionTimeoutMillis: 10_000 });
  await client.connect();
  try {
    await first?.(client);
    await client.query(statement);
    await then?.(client);
  } finally {
    await client.end();
  }
}

function serverUrl(): string {
  const url = process.env['TEST_POSTGRES_URL'];
  if (url === undefined) throw new Error('No Postgres for tests: run them with Jest, whose global setup starts one');
  return url;
}
