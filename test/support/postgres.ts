import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';

/** An empty database of its own for a suite. */
export interface FreshDatabase {
  readonly connectionString: string;
  /** Removes it, whoever is still connected. */
  drop(): Promise<void>;
}

/** Makes an empty database on the server of this Jest run; takes some tens of milliseconds. */
export async function freshDatabase(): Promise<FreshDatabase> {
  const name = `test_${process.pid}_${randomBytes(6).toString('hex')}`;
  await onServer(`CREATE DATABASE ${name}`);
  const url = new URL(serverUrl());
  url.pathname = `/${name}`;
  return {
    connectionString: url.href,
    drop: () => onServer(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`, (server) => connectionsMayClose(server, name)),
  };
}

const CLOSE_WITHIN_MS = 500;
const LOOK_EVERY_MS = 10;

/** A pool says that it ended before its connections have: ended by the server meanwhile, they would be errors of nobody. */
async function connectionsMayClose(server: Client, database: string): Promise<void> {
  const open = async () =>
    (await server.query('SELECT FROM pg_stat_activity WHERE datname = $1 LIMIT 1', [database])).rowCount === 1;
  for (const until = Date.now() + CLOSE_WITHIN_MS; Date.now() < until && (await open());) await sleep(LOOK_EVERY_MS);
}

async function onServer(statement: string, first?: (server: Client) => Promise<void>): Promise<void> {
  const client = new Client({ connectionString: serverUrl(), connectionTimeoutMillis: 10_000 });
  await client.connect();
  try {
    await first?.(client);
    await client.query(statement);
  } finally {
    await client.end();
  }
}

function serverUrl(): string {
  const url = process.env['TEST_POSTGRES_URL'];
  if (url === undefined) throw new Error('No Postgres for tests: run them with Jest, whose global setup starts one');
  return url;
}
