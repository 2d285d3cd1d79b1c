import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import {
  connectionStringOf,
  readConnectionFile,
  writeConnectionFile,
} from '@ledger/hosting/local-servers/postgres/connection-file';
import { superuserConnectionString } from '@ledger/hosting/local-servers/postgres/server-logins';
import { startEmbeddedPostgres } from '@ledger/hosting/local-servers/postgres/start-embedded-postgres';
import { TAKES_LOCKS } from '../support/takes-locks';
import { putLedger, RELEASE_NAMES, saidBy, type SaidOfLedger } from '../upgrade/earlier-ledger';
import { runOnFolder, startOnFolder } from './folder-process';

jest.setTimeout(240_000);

let dataDir: string;
let ledger: ChildProcess | null = null;
const postgresDir = () => join(dataDir, 'postgres');

async function rows<Row extends object>(connectionString: string, statement: string): Promise<Row[]> {
  const client = new Client({ connectionString });
  await client.connect();
  try {
    return (await client.query<Row>(statement)).rows;
  } finally {
    await client.end();
  }
}

const asSuperuser = async <Row extends object>(statement: string) =>
  rows<Row>(await superuserConnectionString(postgresDir()), statement);
const asService = async <Row extends object>(statement: string) =>
  rows<Row>(connectionStringOf((await readConnectionFile(postgresDir()))!), statement);

/** Everything that is connected, but who asks. */
const sessions = () =>
  asSuperuser<{ application: string; login: string; superuser: boolean }>(`
    SELECT DISTINCT a.application_name AS application, a.usename AS login, r.rolsuper AS superuser
      FROM pg_stat_activity a JOIN pg_roles r ON r.rolname = a.usename
     WHERE a.backend_type = 'client backend' AND a.pid <> pg_backend_pid()`);

/** What a superuser owns in the ledger's database, Postgres' own aside. */
const ownedBySuperusers = () =>
  asSuperuser<{ object: string }>(`
    SELECT c.oid::regclass::text AS object, c.relowner AS owner FROM pg_class c
      JOIN pg_roles r ON r.oid = c.relowner WHERE r.rolsuper AND c.oid >= 16384 AND c.relnamespace <> 'pg_toast'::regnamespace
    UNION ALL SELECT n.nspname, n.nspowner FROM pg_namespace n
      JOIN pg_roles r ON r.oid = n.nspowner WHERE r.rolsuper AND n.oid >= 16384
    UNION ALL SELECT p.oid::regprocedure::text, p.proowner FROM pg_proc p
      JOIN pg_roles r ON r.oid = p.proowner WHERE r.rolsuper AND p.oid >= 16384
    UNION ALL SELECT d.datname, d.datdba FROM pg_database d
      JOIN pg_roles r ON r.oid = d.datdba WHERE r.rolsuper AND d.datname = current_database()`);

async function start(): Promise<ChildProcess> {
  ledger = await startOnFolder(dataDir);
  return ledger;
}

async function end(signal: 'SIGINT' | 'SIGKILL'): Promise<void> {
  if (ledger?.exitCode === null) {
    ledger.kill(signal);
    await once(ledger, 'exit');
  }
  ledger = null;
}

async function expectNoSuperuser(): Promise<void> {
  const connected = await sessions();
  expect(connected.map(({ application }) => application)).toEqual(
    expect.arrayContaining(['ledger', 'ledger event store', 'ledger-api']),
  );
  expect(connected.filter(({ superuser }) => superuser)).toEqual([]);
  expect(new Set(connected.map(({ login }) => login))).toEqual(new Set(['ledger_service']));
  expect(await ownedBySuperusers()).toEqual([]);
}

beforeAll(async () => (dataDir = await mkdtemp(join(tmpdir(), 'ledger-no-superuser-'))));
afterAll(async () => {
  await end('SIGINT');
  await rm(dataDir, { recursive: true, force: true });
});

describe('npm start on its embedded Postgres', () => {
  it('works as the owner of its database and as no superuser', async () => {
    await start();
    await expectNoSuperuser();
    expect(await asService(`SELECT rolsuper, rolcreatedb FROM pg_roles WHERE rolname = current_user`)).toEqual([
      { rolsuper: false, rolcreatedb: false },
    ]);
    for (const statement of [
      `COPY ledger_locks.read_models_ops TO PROGRAM 'true'`,
      `SELECT pg_read_file('/etc/passwd')`,
      `ALTER ROLE ledger_service SUPERUSER`,
      `GRANT pg_execute_server_program TO ledger_service`,
    ]) {
      await expect(asService(statement)).rejects.toThrow(/permission denied/);
    }
  });

  it('keeps the superuser’s password in a file of its own, which is its owner’s', async () => {
    const file = join(postgresDir(), 'superuser.json');
    const { password } = JSON.parse(await readFile(file, 'utf8')) as { password: string };
    expect(await readFile(join(postgresDir(), 'connection.json'), 'utf8')).not.toContain(password);
    expect((await stat(file)).mode & 0o777).toBe(0o600);
  });

  it('makes people of the dashboards with the login of connection.json, as docs/ops-views.md says', async () => {
    await asService(`CREATE ROLE anna LOGIN PASSWORD 'secret' IN ROLE ledger_ops`);
    const { port } = (await readConnectionFile(postgresDir()))!;
    const anna = `postgres://anna:secret@127.0.0.1:${port}/ledger`;
    expect(await rows(anna, 'SELECT count(*)::int AS refused FROM ops.rejected')).toEqual([{ refused: 0 }]);
    for (const statement of TAKES_LOCKS) {
      await asService(`BEGIN; ${statement}; ROLLBACK`);
      await expect(rows(anna, statement)).rejects.toThrow('permission denied');
    }
    for (const elsewhere of ['postgres', 'template1']) {
      await expect(rows(anna.replace(/ledger$/, elsewhere), 'SELECT 1')).rejects.toThrow('permission denied');
    }
    const message = `SELECT pg_logical_emit_message(false, 'a', repeat('b', 1000))`;
    await expect(rows(anna, message)).rejects.toThrow('permission denied');
    await asService('DROP ROLE anna');
  });

  it('lets the service, and no person, read as a partner: from the first start on, and nothing without a name', async () => {
    const [version] = await asService<{ name: string }>(
      `SELECT schema_name AS name FROM ledger_read_models.versions WHERE built`,
    );
    const asPartner = (partner: string, statement: string) =>
      asService<{ partner: string }>(`BEGIN; SELECT set_config('ledger.program', 'plixo', true),
        set_config('ledger.partner', '${partner}', true); SET LOCAL ROLE ledger_partner; ${statement}`);
    await expect(asPartner('fir', `SELECT * FROM ${version?.name}.postings`)).rejects.toThrow('permission denied');
    await expect(asPartner('fir', `SELECT * FROM personal_data.personal_values`)).rejects.toThrow('permission denied');
    await asService(`CREATE ROLE carl LOGIN PASSWORD 'secret' IN ROLE ledger_ops`);
    const { port } = (await readConnectionFile(postgresDir()))!;
    const carl = `postgres://carl:secret@127.0.0.1:${port}/ledger`;
    await expect(rows(carl, 'SET ROLE ledger_partner')).rejects.toThrow('permission denied');
    await asService('DROP ROLE carl');
  });

  it('is the same when it was killed and started again', async () => {
    await end('SIGKILL');
    await start();
    await expectNoSuperuser();
    await end('SIGINT');
  });

  it.each([['verify'], ['export'], ['rebuild'], ['tokens', 'issue', '--kind', 'admin', '--name', 'me']])(
    'lets %s work on the folder when it is stopped',
    async (...args) => {
      expect(await runOnFolder(dataDir, ...args)).toMatchObject({ status: 0 });
    },
  );

  it('goes on where an operator took superuser.json away', async () => {
    await rm(join(postgresDir(), 'superuser.json'));
    expect(await runOnFolder(dataDir, 'verify')).toMatchObject({ status: 0, stderr: '' });
    await start();
    expect(
      await asService(`SELECT count(*)::int AS superusers FROM pg_stat_activity a JOIN pg_roles r
       ON r.rolname = a.usename WHERE r.rolsuper AND a.backend_type = 'client backend'`),
    ).toEqual([{ superusers: 0 }]);
    await end('SIGINT');
  });
});

describe.each(RELEASE_NAMES)('a folder of release %s, whose services were the superuser', (release) => {
  let said: SaidOfLedger;

  beforeAll(async () => {
    await rm(dataDir, { recursive: true, force: true });
    dataDir = await mkdtemp(join(tmpdir(), 'ledger-no-superuser-'));
    said = await saidBy(release);
    await leaveAsSuperuser(release);
  });

  it('opens and exports the same', async () => {
    expect(await runOnFolder(dataDir, 'upgrade')).toMatchObject({ status: 0 });
    expect((await runOnFolder(dataDir, 'export')).stdout).toBe(said.exported);
  });

  it('runs as no superuser, and nothing in it is a superuser’s any more', async () => {
    await start();
    await expectNoSuperuser();
    await end('SIGINT');
  });

  it('is rebuilt, and its log holds', async () => {
    const rebuilt = await runOnFolder(dataDir, 'rebuild');
    expect(rebuilt.stdout).toContain('the rebuilt read models equal the live ones');
    expect(await runOnFolder(dataDir, 'verify')).toMatchObject({ status: 0 });
  });

  it('leaves its people to the new login', async () => {
    await start();
    const { port } = (await readConnectionFile(postgresDir()))!;
    const bert = `postgres://bert:secret@127.0.0.1:${port}/ledger`;
    expect(await rows(bert, 'SELECT count(*) > 0 AS shown FROM ops.partners')).toEqual([{ shown: true }]);
    await asService('DROP ROLE bert');
    await end('SIGINT');
  });
});

/** The folder as that release left it: one login, the superuser's, which made and owns everything. */
async function leaveAsSuperuser(release: string): Promise<void> {
  const server = await startEmbeddedPostgres({ dataDir: postgresDir() });
  const superuser = await superuserConnectionString(postgresDir());
  const elsewhere = superuser.replace(/ledger$/, 'postgres');
  for (const statement of ['DROP DATABASE ledger', 'DROP ROLE ledger_service', 'CREATE DATABASE ledger']) {
    await rows(elsewhere, statement);
  }
  await putLedger(release, { connectionString: superuser, dataDir });
  await rows(superuser, `CREATE ROLE bert LOGIN PASSWORD 'secret' IN ROLE ledger_ops`);
  const login = new URL(superuser);
  const { user, password } = { user: login.username, password: login.password };
  await writeConnectionFile(postgresDir(), { ...(await readConnectionFile(postgresDir()))!, user, password });
  await rm(join(postgresDir(), 'superuser.json'));
  await server.stop();
}
