import { randomBytes } from 'node:crypto';
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
    drop: () => onServer(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`),
  };
}

async function onServer(statement: string): Promise<void> {
  const client = new Client({ connectionString: serverUrl(), connectionTimeoutMillis: 10_000 });
  await client.connect();
  try {
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
