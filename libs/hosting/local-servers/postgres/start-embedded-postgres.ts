import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { dataDirectoryIn, serverPlace } from './server-place';
import { connectionStringOf, type ServerConnection } from './connection-file';
import { freePort, isPortFree } from '@ledger/machine/free-port';
import { initDataDirectory } from './init-data-directory';
import { runningPostmaster } from './postmaster-file';
import { type ServerHome, startServer, stopServer, untilItAnswers } from './run-server';
import { loginOfService, newLogins, readLogins, type ServerLogins } from './server-logins';
import { ServerSharers } from './server-sharers';
import { ServerWatch } from './server-watch';
import { serverUser } from './server-user';
import { withStartLock } from './start-lock';
import { usableBinaries } from './usable-binaries';
import { EmbeddedPostgresFailed } from './embedded-postgres-failed';

const LOCK_WAIT_MS = 90_000;
const START_ATTEMPTS = 5;
const RETRY_MS = 200;
/** The port was taken in between, or the rest of a server that was killed is still going down. */
const PASSING_TROUBLE = /could not create any TCP\/IP sockets|shared memory block|lock file/;

/** Durable as Postgres is by default; sized for one machine that does other things too. */
const DEFAULT_SETTINGS: Readonly<Record<string, string>> = {
  shared_buffers: '256MB',
  max_wal_size: '2GB',
  max_connections: '200',
  jit: 'off',
  log_min_messages: 'warning',
};

export interface EmbeddedPostgresOptions {
  /** The folder of the data; made when it is missing. */
  readonly dataDir: string;
  /** The port of 127.0.0.1; without, the one of the last time, or else a free one. */
  readonly port?: number;
  /** Server settings on top of the defaults, such as `{ fsync: 'off' }` for tests. They apply when it is started. */
  readonly settings?: Readonly<Record<string, string>>;
  /** Given: a server that ends while it is used is started again, which is told here. */
  readonly keepRunning?: (line: string) => void;
}

export interface EmbeddedPostgres {
  /** The service's login, which is no superuser; with its password: for this process only, never for a log. */
  readonly connectionString: string;
  /** Whether the server ran already, left over by a process that was killed. */
  readonly adopted: boolean;
  /** Whether the server ran already, for another living process, which goes on using it. */
  readonly attached: boolean;
  /** Ends this use of the server; the last one to end stops it. */
  stop(): Promise<void>;
}

/**
 * Starts the Postgres that npm brought, on a data folder of its own, or joins the one that runs there already. Any
 * number of processes may use one data folder; what it took to reach it is remembered in its `connection.json`.
 */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const dataDir = resolve(options.dataDir);
  await mkdir(dataDir, { recursive: true });
  const lockFile = join(dataDir, 'start.lock');
  return withStartLock(lockFile, LOCK_WAIT_MS, async () => {
    const home = await homeOf(dataDir);
    const sharers = new ServerSharers(dataDir);
    const joined = await joinServer(dataDir, home);
    const attached = joined !== undefined && (await sharers.others());
    if (joined === undefined) await sharers.clear();
    // Where another process is at work, it has seen to the login; or it is of an earlier release, and in the way of that.
    const connection = attached
      ? joined.kept
      : await withLogin(dataDir, home, joined ?? (await startAnew(dataDir, home, options)));
    await sharers.join();
    const watch = options.keepRunning === undefined ? null : watched(options, { home, connection, lockFile });
    const stop = async () => {
      await watch?.end();
      await withStartLock(lockFile, LOCK_WAIT_MS, async () => {
        await sharers.leave();
        if (!(await sharers.others())) await stopServer(home);
      });
    };
    return {
      connectionString: connectionStringOf(connection),
      adopted: joined !== undefined && !attached,
      attached,
      stop,
    };
  });
}

/** The service's login to a server that nobody else uses; where it cannot be made, the server is stopped again. */
async function withLogin(dataDir: string, home: ServerHome, logins: ServerLogins): Promise<ServerConnection> {
  try {
    return await loginOfService(dataDir, logins);
  } catch (error) {
    await stopServer(home);
    throw error;
  }
}

/** Looks after a server that is used, until it is no longer: one that was killed is started again at the same address. */
function watched(
  { settings, keepRunning = () => undefined }: EmbeddedPostgresOptions,
  { home, connection, lockFile }: { home: ServerHome; connection: ServerConnection; lockFile: string },
): ServerWatch {
  const isRunning = async () => (await runningPostmaster(home.postgresDir)) !== undefined;
  return new ServerWatch({
    isRunning,
    say: keepRunning,
    restart: () =>
      withStartLock(lockFile, LOCK_WAIT_MS, async () => {
        // Another process that uses it may have been faster.
        if (!(await isRunning())) await startServer(home, connection, { ...DEFAULT_SETTINGS, ...settings });
      }),
  });
}

async function homeOf(dataDir: string): Promise<ServerHome> {
  const user = serverUser();
  const placeDir = await serverPlace(dataDir, user);
  const packageDir = await usableBinaries(placeDir, user);
  return { placeDir, postgresDir: dataDirectoryIn(placeDir), packageDir, user };
}

/** The logins of the server that runs on the data directory; undefined when none does, or when it was just going down. */
async function joinServer(dataDir: string, home: ServerHome): Promise<ServerLogins | undefined> {
  const running = await runningPostmaster(home.postgresDir);
  if (running === undefined) return undefined;
  const known = await readLogins(dataDir);
  if (known === undefined) {
    throw new EmbeddedPostgresFailed(
      `A Postgres (process ${running.pid}) runs on ${home.postgresDir}, but connection.json in ${dataDir} is gone or empty: stop it first`,
    );
  }
  const logins = atPort(known, running.port);
  const runs = async () => (await runningPostmaster(home.postgresDir)) !== undefined;
  const failure = await untilItAnswers(logins.superuser ?? logins.kept, runs);
  if (failure === undefined) return logins;
  if (!(await runs())) return undefined;
  throw new EmbeddedPostgresFailed(
    `The Postgres (process ${running.pid}) that runs on ${home.postgresDir} cannot be used: ${failure}`,
  );
}

async function startAnew(
  dataDir: string,
  home: ServerHome,
  { port, settings }: EmbeddedPostgresOptions,
): Promise<ServerLogins> {
  const known = await prepareDataDirectory(dataDir, home, settings?.['fsync'] !== 'off');
  for (let attempt = 1; ; attempt++) {
    const logins = atPort(known, await choosePort(port, known.kept.port));
    try {
      await startServer(home, logins.superuser ?? logins.kept, { ...DEFAULT_SETTINGS, ...settings });
      return logins;
    } catch (error) {
      if (attempt === START_ATTEMPTS || !PASSING_TROUBLE.test(String(error))) throw error;
      await delay(RETRY_MS * attempt);
    }
  }
}

function atPort({ kept, superuser }: ServerLogins, port: number): ServerLogins {
  return { kept: { ...kept, port }, superuser: superuser === undefined ? undefined : { ...superuser, port } };
}

/** Makes the data directory the first time; answers how to connect, with the port of the last time (0: none). */
async function prepareDataDirectory(dataDir: string, home: ServerHome, durable: boolean): Promise<ServerLogins> {
  const known = await readLogins(dataDir);
  const exists = existsSync(home.postgresDir);
  if (known !== undefined && exists) return known;
  if (exists) {
    throw new EmbeddedPostgresFailed(
      `${home.postgresDir} holds data, but connection.json in ${dataDir}, with its password, is gone or empty: bring it back from a copy`,
    );
  }
  const made = await newLogins(dataDir);
  await initDataDirectory(home, durable, made.superuser);
  return made;
}

async function choosePort(wanted: number | undefined, lastTime: number): Promise<number> {
  if (wanted === undefined) return lastTime !== 0 && (await isPortFree(lastTime)) ? lastTime : freePort();
  if (await isPortFree(wanted)) return wanted;
  throw new EmbeddedPostgresFailed(
    `Port ${wanted} of 127.0.0.1 is taken by another program: choose another, or none to get a free one`,
  );
}
