import { execFile, spawn } from 'node:child_process';
import { open, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';
import { Client } from 'pg';
import { connectionStringOf, type ServerConnection } from './connection-file';
import { programOf } from './native-binaries';
import { isPidAlive } from '@ledger/machine/process-identity';
import { runningPostmaster } from './postmaster-file';
import type { ServerUser } from './server-user';
import { hasCode } from '@ledger/machine/system-error';
import { EmbeddedPostgresFailed } from './embedded-postgres-failed';

/** How long a start may take: after a crash it recovers first. */
const START_TIMEOUT_MS = 60_000;
const STOP_FAST_SECONDS = 4;
const POLL_MS = 25;
/** Whoever hears this is let in: a new server has no database of the ledger yet. */
const NO_SUCH_DATABASE = '3D000';
const CREDENTIALS_REFUSED = ['28P01', '28000'];

/** A data directory of Postgres and what runs it. */
export interface ServerHome {
  readonly placeDir: string;
  readonly postgresDir: string;
  readonly packageDir: string;
  readonly user: ServerUser;
}

/**
 * Starts the server on loopback, without a Unix socket, in a session of its own: Ctrl-C in the terminal reaches only
 * us, so that the services can finish before their database goes. Resolves when it answers.
 */
export async function startServer(
  home: ServerHome,
  connection: ServerConnection,
  settings: Readonly<Record<string, string>>,
): Promise<void> {
  // A file left by a server that was killed may name a process of today, which Postgres would take for its own.
  await rm(join(home.postgresDir, 'postmaster.pid'), { force: true });
  const logFile = join(home.placeDir, 'postgres.log');
  await rename(logFile, `${logFile}.before`).catch(ignoreMissing);
  const log = await open(logFile, 'a', 0o600);
  const options = { listen_addresses: connection.host, port: String(connection.port), unix_socket_directories: '' };
  const server = spawn(
    programOf(home.packageDir, 'postgres'),
    ['-D', home.postgresDir, ...Object.entries({ ...settings, ...options }).flatMap(([k, v]) => ['-c', `${k}=${v}`])],
    { ...home.user.spawnOptions, cwd: home.placeDir, detached: true, stdio: ['ignore', log.fd, log.fd] },
  );
  let ended: string | undefined;
  server.once('error', (error) => (ended = error.message));
  server.once('exit', (status, signal) => (ended = `it ended with ${status ?? signal}`));
  server.unref();
  await log.close();
  const refusal = await untilItAnswers(connection, () => Promise.resolve(ended === undefined));
  if (refusal === undefined) return;
  await stopServer(home);
  throw new EmbeddedPostgresFailed(
    `The embedded Postgres did not start (${ended ?? refusal}): ${await complaint(logFile)} (more in ${logFile})`,
  );
}

/**
 * Waits until the server takes connections, or as long as it makes sense; answers undefined, or why it will not.
 *
 * @param runs whether the server still runs
 */
export async function untilItAnswers(
  connection: ServerConnection,
  runs: () => Promise<boolean>,
): Promise<string | undefined> {
  for (const deadline = Date.now() + START_TIMEOUT_MS; ; await delay(POLL_MS)) {
    const refusal = await tryToConnect(connection);
    if (refusal === undefined) return undefined;
    const hopeless = hasCode(refusal, ...CREDENTIALS_REFUSED) || !(await runs());
    if (hopeless || Date.now() > deadline) return refusal.message;
  }
}

/** Stops the server: at once if it can finish within seconds, else without a checkpoint; nothing committed is lost. */
export async function stopServer(home: ServerHome): Promise<void> {
  const postmaster = await runningPostmaster(home.postgresDir);
  if (postmaster === undefined) return;
  for (const mode of ['fast', 'immediate']) {
    const stop = ['stop', '-D', home.postgresDir, '-m', mode, '-w', '-t', String(STOP_FAST_SECONDS), '-s'];
    try {
      await promisify(execFile)(programOf(home.packageDir, 'pg_ctl'), stop, {
        ...home.user.spawnOptions,
        cwd: home.placeDir,
      });
      return;
    } catch (error) {
      if (!isPidAlive(postmaster.pid)) return;
      if (mode === 'immediate') throw error;
    }
  }
}

/** Answers undefined, or the error. */
async function tryToConnect(connection: ServerConnection): Promise<{ readonly message: string } | undefined> {
  const connectionString = connectionStringOf(connection);
  const client = new Client({ connectionString, connectionTimeoutMillis: 5_000 });
  // A server that is going down breaks the connection once more after the answer.
  client.on('error', () => undefined);
  try {
    await client.connect();
    return undefined;
  } catch (error) {
    return hasCode(error, NO_SUCH_DATABASE) ? undefined : (error as Error);
  } finally {
    await client.end().catch(() => undefined);
  }
}

/** What the log says went wrong: its last line about an error, or else its last. */
async function complaint(logFile: string): Promise<string> {
  const lines = (await readFile(logFile, 'utf8')).trim().split('\n');
  return lines.findLast((line) => /FATAL|PANIC|ERROR/.test(line)) ?? lines.at(-1) ?? '';
}

function ignoreMissing(error: unknown): void {
  if (!hasCode(error, 'ENOENT')) throw error;
}
