import { join } from 'node:path';
import { readWholeJson } from '@ledger/machine/files/read-whole-json';
import { writeWhole } from '@ledger/machine/files/write-whole';

/** How to reach a data folder's server; kept across restarts in `connection.json`, readable by its owner only. */
export interface ServerConnection {
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly password: string;
  readonly database: string;
}

/**
 * What a data folder says about its server; undefined when none was ever made, or when that is lost (the file is empty:
 * a disk was full). It need not be running.
 */
export async function readConnectionFile(dataDir: string): Promise<ServerConnection | undefined> {
  return (await readWholeJson<ServerConnection>(connectionFile(dataDir))) ?? undefined;
}

export function writeConnectionFile(dataDir: string, connection: ServerConnection): Promise<void> {
  return writeWhole(connectionFile(dataDir), `${JSON.stringify(connection, null, 2)}\n`);
}

/** The connection as a URL. */
export function connectionStringOf({ host, port, user, password, database }: ServerConnection): string {
  return `postgres://${user}:${password}@${host}:${port}/${database}`;
}

function connectionFile(dataDir: string): string {
  return join(dataDir, 'connection.json');
}
