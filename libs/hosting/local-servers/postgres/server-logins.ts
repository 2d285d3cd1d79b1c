import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { readWholeJson } from '@ledger/machine/files/read-whole-json';
import { writeWhole } from '@ledger/machine/files/write-whole';
import { connectionStringOf, readConnectionFile, type ServerConnection, writeConnectionFile } from './connection-file';
import { makeServiceOwner, SERVICE_LOGIN } from './service-owner';

const HOST = '127.0.0.1';
const DATABASE = 'ledger';
/** Of every data directory since the first release, whose services worked as it. */
const SUPERUSER = 'ledger';

interface Login {
  readonly user: string;
  readonly password: string;
}

/** Who may log in to a data folder's server. */
export interface ServerLogins {
  /** What `connection.json` says; of a folder of an earlier release it is the superuser, until the service has a login. */
  readonly kept: ServerConnection;
  /**
   * The superuser, of `superuser.json`: for the first moments of a start, and for operators. Undefined: somebody took
   * the file away, and the service goes on with what it has.
   */
  readonly superuser: ServerConnection | undefined;
}

/** What a data folder says; undefined when it has no `connection.json`, or an empty one. */
export async function readLogins(dataDir: string): Promise<ServerLogins | undefined> {
  const kept = await readConnectionFile(dataDir);
  if (kept === undefined) return undefined;
  const superuser = await readWholeJson<Login>(superuserFile(dataDir));
  if (superuser !== null) return { kept, superuser: { ...kept, ...superuser } };
  return { kept, superuser: kept.user === SERVICE_LOGIN ? undefined : kept };
}

/** For operators and tests: the way to a data folder's server, which runs, as its superuser. */
export async function superuserConnectionString(dataDir: string): Promise<string> {
  const superuser = (await readLogins(dataDir))?.superuser;
  if (superuser === undefined)
    throw new Error(`${superuserFile(dataDir)}, with the superuser's password, is not there`);
  return connectionStringOf(superuser);
}

/**
 * Invents both passwords and keeps them, the superuser's first: a data directory without it could never be opened again, a
 * password without a data directory is replaced.
 */
export async function newLogins(dataDir: string): Promise<{ kept: ServerConnection; superuser: ServerConnection }> {
  const kept = newServiceLogin({ host: HOST, port: 0, database: DATABASE });
  const superuser = { user: SUPERUSER, password: newPassword() };
  await writeSuperuser(dataDir, superuser);
  await writeConnectionFile(dataDir, kept);
  return { kept, superuser: { ...kept, ...superuser } };
}

/**
 * The superuser's one errand at a start: the service's login, which owns the database and all that is in it. What an
 * earlier release left goes from the superuser to it. Answers how the service connects, as `connection.json` now says.
 *
 * @param logins at the port where the server runs
 */
export async function loginOfService(dataDir: string, { kept, superuser }: ServerLogins): Promise<ServerConnection> {
  const service = kept.user === SERVICE_LOGIN ? kept : newServiceLogin(kept);
  if (superuser !== undefined) {
    // Before connection.json names another login: the superuser's password is in one of the two files at any moment.
    if (service !== kept) await writeSuperuser(dataDir, superuser);
    await makeServiceOwner(superuser, service);
  }
  await writeConnectionFile(dataDir, service);
  return service;
}

function newServiceLogin(at: Pick<ServerConnection, 'host' | 'port' | 'database'>): ServerConnection {
  return { host: at.host, port: at.port, user: SERVICE_LOGIN, password: newPassword(), database: at.database };
}

function writeSuperuser(dataDir: string, { user, password }: Login): Promise<void> {
  return writeWhole(superuserFile(dataDir), `${JSON.stringify({ user, password }, null, 2)}\n`);
}

function newPassword(): string {
  return randomBytes(24).toString('hex');
}

function superuserFile(dataDir: string): string {
  return join(dataDir, 'superuser.json');
}
