import { readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { hasCode } from './system-error';

/** How to reach a data folder's server; kept across restarts in `connection.json`, readable by its owner only. */
export interface ServerConnection {
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly password: string;
  readonly database: string;
}

/** What a data folder says about its server; undefined when none was ever made. It need not be running. */
export async function readConnectionFile(dataDir: string): Promise<ServerConnection | undefined> {
  try {
    return JSON.parse(await readFile(connectionFile(dataDir), 'utf8')) as ServerConnection;
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return undefined;
    throw error;
  }
}

export async function writeConnectionFile(dataDir: string, connection: ServerConnection): Promise<void> {
  const partial = `${connectionFile(dataDir)}.new`;
  await writeFile(partial, `${JSON.stringify(connection, null, 2)}\n`, { mode: 0o600 });
  await rename(partial, connectionFile(dataDir));
}

/** The connection as a URL. */
export function connectionStringOf({ host, port, user, password, database }: ServerConnection): string {
  return `postgres://${user}:${password}@${host}:${port}/${database}`;
}

function connectionFile(dataDir: string): string {
  return join(dataDir, 'connection.json');
}
