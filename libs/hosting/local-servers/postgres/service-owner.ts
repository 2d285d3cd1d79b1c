import { Client } from 'pg';
import { connectionStringOf, type ServerConnection } from './connection-file';
import { giveObjectsTo } from './give-objects';
import { EmbeddedPostgresFailed } from './embedded-postgres-failed';
import { keepLocksToOwner } from './keep-locks-to-owner';

/** As whom everything of the ledger logs in: the owner of its database, no superuser. */
export const SERVICE_LOGIN = 'ledger_service';

/**
 * May make roles (it administers those that it made), see who is in its way, and end who reads for too long; nothing else
 * that reaches beyond its own database.
 */
const RIGHTS = 'LOGIN NOSUPERUSER CREATEROLE NOCREATEDB NOREPLICATION NOBYPASSRLS';
const MEMBER_OF = 'pg_signal_backend, pg_read_all_stats';
/** So long somebody who reads may be in the way of what changes its owner, once in a data folder's life. */
const READERS_MS = 30_000;

/**
 * Makes the service's login and its database, as the superuser, or brings them to what they have to be: again and again
 * the same. Nothing of the superuser's stays connected.
 */
export async function makeServiceOwner(superuser: ServerConnection, service: ServerConnection): Promise<void> {
  await asSuperuser({ ...superuser, database: 'postgres' }, async (client) => {
    await makeLogin(client, service);
    await makeDatabase(client, service);
  });
  await asSuperuser(superuser, async (client) => {
    await giveObjects(client);
    await client.query(
      keepLocksToOwner(client.escapeIdentifier(service.database), client.escapeIdentifier(service.user)),
    );
  });
}

async function asSuperuser(superuser: ServerConnection, act: (client: Client) => Promise<void>): Promise<void> {
  const client = new Client({
    connectionString: connectionStringOf(superuser),
    application_name: 'ledger: prepares the embedded Postgres',
  });
  client.on('error', () => undefined);
  await client.connect();
  try {
    await act(client);
  } finally {
    await client.end();
  }
}

async function makeLogin(client: Client, { user, password }: ServerConnection): Promise<void> {
  const name = client.escapeIdentifier(user);
  const { rowCount } = await client.query('SELECT FROM pg_roles WHERE rolname = $1', [user]);
  const verb = rowCount === 0 ? 'CREATE' : 'ALTER';
  // The password must not come into the server's log, whatever that is told to log.
  await client.query(`SET log_statement TO 'none'; SET log_min_error_statement TO 'panic'`);
  await client.query(`${verb} ROLE ${name} ${RIGHTS} PASSWORD ${client.escapeLiteral(password)}`);
  await client.query(`GRANT ${MEMBER_OF} TO ${name}`);
  await administerRoles(client, user);
}

/** Roles that an earlier release or a person made as the superuser: the event store's, the dashboards', their members. */
async function administerRoles(client: Client, user: string): Promise<void> {
  const { rows } = await client.query<{ rolname: string }>(
    `SELECT r.rolname FROM pg_roles r
      WHERE NOT r.rolsuper AND r.rolname !~ '^pg_' AND r.rolname <> $1 AND NOT EXISTS (
        SELECT FROM pg_auth_members m JOIN pg_roles u ON u.oid = m.member
         WHERE m.roleid = r.oid AND u.rolname = $1 AND m.admin_option)`,
    [user],
  );
  for (const { rolname } of rows) {
    const names = [rolname, user].map((name) => client.escapeIdentifier(name));
    await client.query(`GRANT ${names.join(' TO ')} WITH ADMIN TRUE, INHERIT FALSE, SET TRUE`);
  }
}

async function makeDatabase(client: Client, { database, user }: ServerConnection): Promise<void> {
  const [name, owner] = [database, user].map((each) => client.escapeIdentifier(each));
  const { rows } = await client.query<{ owner: string }>(
    'SELECT pg_get_userbyid(datdba) AS owner FROM pg_database WHERE datname = $1',
    [database],
  );
  if (rows[0] === undefined) await client.query(`CREATE DATABASE ${name} OWNER ${owner}`);
  else if (rows[0].owner !== user) await client.query(`ALTER DATABASE ${name} OWNER TO ${owner}`);
}

async function giveObjects(client: Client): Promise<void> {
  try {
    await client.query(`BEGIN; SET LOCAL lock_timeout TO ${READERS_MS}; ${giveObjectsTo(SERVICE_LOGIN)}; COMMIT`);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new EmbeddedPostgresFailed(
      `what the embedded Postgres keeps could not be given to ${SERVICE_LOGIN}, which owns it from this release on: ${reason} (end what reads it, such as dashboards, and start again)`,
      { cause },
    );
  }
}
