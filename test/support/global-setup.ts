import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { superuserConnectionString } from '@ledger/hosting/local-servers/postgres/server-logins';
import { startEmbeddedPostgres } from '@ledger/hosting/local-servers/postgres/start-embedded-postgres';

/** Tests lose nothing when the machine fails, so they need not wait for its disk. */
const TEST_SETTINGS = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', max_connections: '300' };

declare global {
  /** Stops what this setup started; for the teardown, which runs in the same process. */
  var stopTestServers: (() => Promise<void>) | undefined;
}

/**
 * Makes one Postgres available to all suites of a Jest run: the one of `TEST_POSTGRES_URL` (its user must be allowed
 * to create databases and roles), or an embedded one on a temporary folder.
 */
export default async function startTestServers(): Promise<void> {
  const given = process.env['TEST_POSTGRES_URL'];
  const url = given ?? (await startTemporaryPostgres());
  process.env['TEST_POSTGRES_URL'] = url;
  process.env['TEST_POSTGRES_RUN'] = String(process.pid);
  if (given !== undefined) globalThis.stopTestServers = () => dropModels(url);
  const { host } = new URL(url);
  const version = await versionOf(url);
  process.stderr.write(`Suites run against ${given ? 'the given' : 'an embedded'} Postgres ${version} at ${host}\n`);
}

async function startTemporaryPostgres(): Promise<string> {
  const dataDir = await mkdtemp(join(tmpdir(), 'ledger-jest-'));
  // The watchdog outlives a Jest that is killed or interrupted, and cleans up after it.
  const watchdog = spawn(process.execPath, [join(__dirname, 'remove-server-when-jest-ends.cjs'), dataDir], {
    detached: true,
    stdio: ['pipe', 'ignore', 'inherit'],
  });
  watchdog.unref();
  const server = await startEmbeddedPostgres({ dataDir, settings: TEST_SETTINGS });
  globalThis.stopTestServers = async () => {
    await server.stop();
    // Nothing else may be left that keeps Jest alive, and it must not end before it has set its exit status.
    watchdog.ref();
    watchdog.stdin.end();
    await once(watchdog, 'exit');
  };
  return superuserConnectionString(dataDir);
}

/** What this run's suites copied (postgres.ts). */
async function dropModels(url: string): Promise<void> {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 10_000 });
  await client.connect();
  try {
    const like = `model\\_%\\_of\\_${process.pid}`;
    const { rows } = await client.query<{ datname: string }>('SELECT datname FROM pg_database WHERE datname LIKE $1', [
      like,
    ]);
    for (const { datname } of rows) await client.query(`DROP DATABASE ${datname} WITH (FORCE)`);
  } finally {
    await client.end();
  }
}

async function versionOf(url: string): Promise<string> {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 10_000 });
  await client.connect();
  try {
    const { rows } = await client.query<{ server_version: string }>('SHOW server_version');
    return rows[0]?.server_version ?? 'of unknown version';
  } finally {
    await client.end();
  }
}
