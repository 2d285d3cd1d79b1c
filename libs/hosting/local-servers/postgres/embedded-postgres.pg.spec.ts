import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { chmod, cp, mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Client } from 'pg';
import { waitUntil } from '../../../../test/support/wait-until';
import { connectionStringOf, readConnectionFile } from './connection-file';
import { isPidAlive } from '@ledger/machine/process-identity';
import { EmbeddedPostgresFailed } from './embedded-postgres-failed';
import { superuserConnectionString } from './server-logins';
import { type EmbeddedPostgres, startEmbeddedPostgres } from './start-embedded-postgres';

/** Quick: the machine does not fail here, only processes do. */
const SETTINGS = { shared_buffers: '16MB', max_connections: '20', fsync: 'off' };

describe('the embedded Postgres', () => {
  let dataDir: string;
  const started: EmbeddedPostgres[] = [];

  const start = async (port?: number) => {
    const server = await startEmbeddedPostgres({
      dataDir,
      settings: SETTINGS,
      ...(port === undefined ? {} : { port }),
    });
    started.push(server);
    return server;
  };

  beforeEach(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'ledger-embedded-'));
  });

  afterEach(async () => {
    for (const server of started.splice(0)) await server.stop();
    await rm(dataDir, { recursive: true, force: true });
  });

  const query = async (connectionString: string, statement: string) => {
    const client = new Client({ connectionString });
    await client.connect();
    try {
      return (await client.query<{ value: string }>(statement)).rows[0]?.value;
    } finally {
      await client.end();
    }
  };
  const postmaster = async () =>
    Number((await readFile(join(dataDir, 'postgres', 'cluster', 'postmaster.pid'), 'utf8')).split('\n')[0]);

  it('keeps its data, port and password when it is stopped and started again', async () => {
    const first = await start();
    await query(first.connectionString, 'CREATE TABLE kept AS SELECT 7 AS value');
    const pid = await postmaster();
    const before = Date.now();
    await first.stop();
    expect(Date.now() - before).toBeLessThan(5_000);
    expect(isPidAlive(pid)).toBe(false);
    const second = await start();
    expect(second).toMatchObject({ adopted: false, attached: false, connectionString: first.connectionString });
    expect(await query(second.connectionString, 'SELECT value FROM kept')).toBe(7);
  });

  it('is durable, listens on loopback only, without a socket file, and takes nobody without the password', async () => {
    started.push(await startEmbeddedPostgres({ dataDir }));
    const { connectionString } = started[0]!;
    expect(await query(connectionString, `SELECT current_setting('listen_addresses') AS value`)).toBe('127.0.0.1');
    const superuser = await superuserConnectionString(dataDir);
    expect(await query(superuser, `SELECT current_setting('unix_socket_directories') AS value`)).toBe('');
    expect(await query(connectionString, `SELECT current_setting('fsync') AS value`)).toBe('on');
    const url = new URL(connectionString);
    url.password = 'guessed';
    await expect(query(url.href, 'SELECT 1')).rejects.toThrow('password authentication failed');
    for (const file of ['connection.json', 'superuser.json']) {
      expect((await stat(join(dataDir, file))).mode & 0o077).toBe(0);
    }
    expect(connectionStringOf((await readConnectionFile(dataDir))!)).toBe(connectionString);
  });

  it('is shared by two that start at the same time; the last to leave stops it', async () => {
    const [one, other] = await Promise.all([start(), start()]);
    expect([one.attached, other.attached].sort()).toEqual([false, true]);
    expect(one.connectionString).toBe(other.connectionString);
    const pid = await postmaster();
    await one.stop();
    expect(await query(other.connectionString, 'SELECT 1 AS value')).toBe(1);
    await other.stop();
    expect(isPidAlive(pid)).toBe(false);
  });

  it('does not work on the server of the folder that it was copied from while that ran', async () => {
    await start();
    const copy = `${dataDir}-copy`;
    await cp(dataDir, copy, { recursive: true });
    try {
      await expect(startEmbeddedPostgres({ dataDir: copy, settings: SETTINGS })).rejects.toThrow(
        /was copied while a Postgres \(process \d+\) ran on [^\n]+: stop that ledger, and copy its folder again$/,
      );
    } finally {
      await rm(copy, { recursive: true, force: true });
    }
  });

  it('adopts the server of a process that was killed, and loses nothing', async () => {
    const child = await startInChild();
    await query(child.connectionString, 'CREATE TABLE kept AS SELECT 8 AS value');
    const pid = await postmaster();
    child.process.kill('SIGKILL');
    await once(child.process, 'exit');
    const adopter = await start();
    expect(adopter).toMatchObject({ adopted: true, attached: false, connectionString: child.connectionString });
    expect(await postmaster()).toBe(pid);
    expect(await query(adopter.connectionString, 'SELECT value FROM kept')).toBe(8);
    await adopter.stop();
    expect(isPidAlive(pid)).toBe(false);
  });

  it('attaches to the server of a living process and leaves it running', async () => {
    const child = await startInChild();
    const attached = await start();
    expect(attached).toMatchObject({ adopted: false, attached: true, connectionString: child.connectionString });
    await attached.stop();
    expect(await query(child.connectionString, 'SELECT 1 AS value')).toBe(1);
    child.process.send('stop');
    await once(child.process, 'exit');
    expect(isPidAlive(Number(child.pid))).toBe(false);
  });

  it('starts after the server itself was killed, with all that was committed', async () => {
    const first = await start();
    await query(first.connectionString, 'CREATE TABLE kept AS SELECT 9 AS value');
    process.kill(await postmaster(), 'SIGKILL');
    const second = await start();
    expect(second.adopted).toBe(false);
    expect(await query(second.connectionString, 'SELECT value FROM kept')).toBe(9);
  });

  it('is started again at its address when it was killed while it is used, and not when it was stopped', async () => {
    const said: string[] = [];
    const server = await startEmbeddedPostgres({ dataDir, settings: SETTINGS, keepRunning: (line) => said.push(line) });
    started.push(server);
    await query(server.connectionString, 'CREATE TABLE kept AS SELECT 10 AS value');
    const killed = await postmaster();
    process.kill(killed, 'SIGKILL');
    const value = () => query(server.connectionString, 'SELECT value FROM kept').catch(() => undefined);
    for (const deadline = Date.now() + 30_000; Number(await value()) !== 10 && Date.now() < deadline;) await pause(50);
    expect(await value()).toBe(10);
    expect(await postmaster()).not.toBe(killed);
    await waitUntil('it says so', () => said.includes('The embedded Postgres had ended, and runs again.'), 30_000);
    const again = await postmaster();
    await server.stop();
    await pause(1_200);
    expect(isPidAlive(again)).toBe(false);
  });

  it('is not taken in by a lock and a postmaster file that were left behind', async () => {
    const first = await start();
    await first.stop();
    const gone = { pid: process.pid, started: 'another boot' };
    await writeFile(join(dataDir, 'start.lock'), JSON.stringify(gone));
    await writeFile(join(dataDir, 'postgres', 'cluster', 'postmaster.pid'), `${process.pid}\n\n\n1\n`);
    expect(await start()).toMatchObject({ adopted: false, attached: false });
  });

  it('takes another port when its own was taken, but not when one was asked for', async () => {
    const other = await mkdtemp(join(tmpdir(), 'ledger-embedded-'));
    const holder = await startEmbeddedPostgres({ dataDir: other, settings: SETTINGS });
    try {
      const taken = Number(new URL(holder.connectionString).port);
      await expect(start(taken)).rejects.toThrow(`Port ${taken} of 127.0.0.1 is taken by another program`);
      expect(new URL((await start()).connectionString).port).not.toBe(String(taken));
    } finally {
      await holder.stop();
      await rm(other, { recursive: true, force: true });
    }
  });

  it('works on a folder below one that only its owner may enter, also as root', async () => {
    const hidden = join(dataDir, 'hidden', 'data');
    await mkdir(hidden, { recursive: true });
    await chmod(join(dataDir, 'hidden'), 0o700);
    const server = await startEmbeddedPostgres({ dataDir: hidden, settings: SETTINGS });
    started.push(server);
    const superuser = await superuserConnectionString(hidden);
    const place = String(await query(superuser, `SELECT current_setting('data_directory') AS value`));
    // Root's server runs as another user, which cannot enter there.
    expect(place.startsWith(process.getuid?.() === 0 ? '/var/lib/partner-ledger/' : hidden)).toBe(true);
    await server.stop();
    await rm(dirname(place), { recursive: true });
  });

  it('says what the server said when it does not start', async () => {
    const failing = startEmbeddedPostgres({ dataDir, settings: { shared_buffers: 'plenty' } });
    await expect(failing).rejects.toBeInstanceOf(EmbeddedPostgresFailed);
    await expect(failing).rejects.toThrow(/did not start \(it ended with 1\).*FATAL.*"shared_buffers": "plenty"/);
  });

  it('says what is missing when the password of its data is gone', async () => {
    await (await start()).stop();
    await rm(join(dataDir, 'connection.json'));
    await expect(start()).rejects.toThrow(/holds data, but connection\.json .* is gone/);
  });

  /** Another process that starts the server on this data folder and stops it when told to. */
  async function startInChild(): Promise<{ process: ChildProcess; connectionString: string; pid: string }> {
    const support = join(__dirname, '..', '..', '..', '..', 'test', 'support');
    const child = fork(join(support, 'start-postgres-in-child.ts'), [dataDir], {
      execArgv: ['--require', join(support, 'run-typescript.cjs')],
    });
    const [message] = (await once(child, 'message')) as [{ connectionString: string }];
    return { process: child, connectionString: message.connectionString, pid: String(await postmaster()) };
  }
});
