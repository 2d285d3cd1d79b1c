import { randomBytes } from 'node:crypto';
import { Client } from 'pg';
import { freshDatabase, type FreshDatabase } from '../support/postgres';
import { TAKES_LOCKS } from '../support/takes-locks';
import { composeFile, projectFile, REQUIRED_VARIABLES } from './compose-file';

const PASSWORD = 'only4tests';
const SCRIPT = projectFile('deploy', 'postgres', 'make-ledger.sql');
const { postgres } = composeFile(REQUIRED_VARIABLES).services;

describe('deploy/postgres/make-ledger.sql', () => {
  // A server has its roles once: here they have names of their own.
  const name = `ledger_${randomBytes(4).toString('hex')}`;
  const superuser = `super_${randomBytes(4).toString('hex')}`;
  let database: FreshDatabase;
  let server: Client;

  beforeAll(async () => {
    database = await freshDatabase();
    server = new Client({ connectionString: database.connectionString });
    await server.connect();
    await server.query(`CREATE ROLE ${superuser} SUPERUSER LOGIN PASSWORD '${PASSWORD}'`);
    const [onServer, inDatabase] = SCRIPT.split('\n\\connect ledger\n');
    for (const statement of statements(onServer)) await server.query(statement);
    const own = new Client({
      connectionString: Object.assign(new URL(database.connectionString), { pathname: `/${name}` }).href,
    });
    await own.connect();
    for (const statement of statements(inDatabase)) await own.query(statement);
    await own.end();
  });
  afterAll(async () => {
    await server.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
    await server.query(`DROP ROLE ${name}, ${superuser}`);
    await server.end();
    await database.drop();
  });

  /** As psql reads them. */
  function statements(script = ''): string[] {
    const lines = script.split('\n').filter((line) => !/^(--|\\)/.test(line));
    const named = lines
      .join('\n')
      .replaceAll(":'password'", `'${PASSWORD}'`)
      .replaceAll(/\bledger\b/g, name)
      .replaceAll(/\bROLE postgres\b/g, `ROLE ${superuser}`);
    return named
      .split(';')
      .map((statement) => statement.trim())
      .filter((statement) => statement !== '');
  }

  const loginAs = async (user: string) => {
    const url = new URL(database.connectionString);
    Object.assign(url, { username: user, password: PASSWORD, pathname: `/${name}` });
    const client = new Client({ connectionString: url.href });
    await client.connect();
    return { client, url: url.href };
  };

  it('makes a login that owns its database and is no superuser, and takes the superuser’s password away', async () => {
    const { client } = await loginAs(name);
    const { rows } = await client.query(`
      SELECT r.rolsuper, r.rolcreaterole, r.rolcreatedb, r.rolreplication, r.rolbypassrls, pg_get_userbyid(d.datdba) AS owner
        FROM pg_roles r, pg_database d WHERE r.rolname = current_user AND d.datname = current_database()`);
    await client.end();
    const no = { rolsuper: false, rolcreatedb: false, rolreplication: false, rolbypassrls: false };
    expect(rows).toEqual([{ ...no, rolcreaterole: true, owner: name }]);
    await expect(loginAs(superuser)).rejects.toThrow('password authentication failed');
  });

  it('leaves room for locks to the owner alone', async () => {
    await server.query(`CREATE ROLE ${name}_reader LOGIN PASSWORD '${PASSWORD}'`);
    const { client: owner } = await loginAs(name);
    const { client: reader } = await loginAs(`${name}_reader`);
    for (const statement of TAKES_LOCKS) {
      await owner.query(`BEGIN; ${statement}; ROLLBACK`);
      await expect(reader.query(statement)).rejects.toThrow('permission denied');
    }
    await expect(reader.query(`SELECT pg_logical_emit_message(false, 'a', 'b')`)).rejects.toThrow('permission denied');
    const { rows } = await owner.query(
      `SELECT has_database_privilege('${name}_reader', datname, 'CONNECT, TEMPORARY') AS may FROM pg_database
        WHERE datname IN ('postgres', 'template1')`,
    );
    expect(rows).toEqual([{ may: false }, { may: false }]);
    await owner.end();
    await reader.end();
    await server.query(`DROP ROLE ${name}_reader`);
  });

  it('is run once by the image, with the password that the services log in with', () => {
    expect(SCRIPT).toMatch(/^\\getenv password LEDGER_POSTGRES_PASSWORD$/m);
    expect(postgres?.environment).toMatchObject({
      POSTGRES_USER: 'postgres',
      LEDGER_POSTGRES_PASSWORD: REQUIRED_VARIABLES.LEDGER_POSTGRES_PASSWORD,
    });
    expect(postgres?.volumes).toContainEqual(
      './deploy/postgres/make-ledger.sql:/docker-entrypoint-initdb.d/make-ledger.sql:ro',
    );
    expect(composeFile(REQUIRED_VARIABLES).services['commission']?.environment?.['LEDGER_POSTGRES_URL']).toBe(
      `postgresql://ledger:${REQUIRED_VARIABLES.LEDGER_POSTGRES_PASSWORD}@postgres:5432/ledger`,
    );
  });
});
