import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isPidAlive } from '@ledger/machine/process-identity';
import { hasCode } from '@ledger/machine/system-error';

/** A server that runs on a data directory, as its `postmaster.pid` says. */
export interface Postmaster {
  readonly pid: number;
  readonly port: number;
}

/**
 * The server that runs on the data directory; undefined when none does. The file alone proves nothing: it outlives a server
 * that was killed, and after a reboot its process id may belong to another program.
 */
export async function runningPostmaster(postgresDir: string): Promise<Postmaster | undefined> {
  try {
    const lines = (await readFile(join(postgresDir, 'postmaster.pid'), 'utf8')).split('\n');
    const postmaster = { pid: Number(lines[0]), port: Number(lines[3] ?? '') };
    return isPidAlive(postmaster.pid) && isPostgres(postmaster.pid) ? postmaster : undefined;
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return undefined;
    throw error;
  }
}

/** On Linux by the program that runs under the id; elsewhere the file has to be believed. */
function isPostgres(pid: number): boolean {
  if (process.platform !== 'linux') return true;
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0')[0]?.endsWith('postgres') ?? false;
  } catch (error) {
    if (hasCode(error, 'ENOENT', 'ESRCH')) return false;
    throw error;
  }
}
