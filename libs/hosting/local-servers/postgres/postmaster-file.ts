import { readFileSync, statSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isPidAlive } from '@ledger/machine/process-identity';
import { hasCode } from '@ledger/machine/system-error';
import { EmbeddedPostgresFailed } from './embedded-postgres-failed';

/** A server that runs on a data directory, as its `postmaster.pid` says. */
export interface Postmaster {
  readonly pid: number;
  readonly port: number;
}

/**
 * The server that runs on the data directory; undefined when none does. The file alone proves nothing: it outlives a server
 * that was killed, and after a reboot its process id may belong to another program.
 * Throws EmbeddedPostgresFailed for a copy of a directory whose server runs.
 */
export async function runningPostmaster(postgresDir: string): Promise<Postmaster | undefined> {
  try {
    const lines = (await readFile(join(postgresDir, 'postmaster.pid'), 'utf8')).split('\n');
    const postmaster = { pid: Number(lines[0]), port: Number(lines[3] ?? '') };
    if (!isPidAlive(postmaster.pid) || !isPostgres(postmaster.pid)) return undefined;
    refuseCopy(postgresDir, postmaster.pid, lines[1] ?? postgresDir);
    return postmaster;
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return undefined;
    throw error;
  }
}

/** A copy has the file of the original, whose server it would work on; a folder that was moved is nowhere else. */
function refuseCopy(postgresDir: string, pid: number, servedDir: string): void {
  const [here, served] = [statSync(postgresDir), statSync(servedDir, { throwIfNoEntry: false })];
  if (served === undefined || (served.dev === here.dev && served.ino === here.ino)) return;
  throw new EmbeddedPostgresFailed(
    `${postgresDir} was copied while a Postgres (process ${pid}) ran on ${servedDir}, so it is no sound copy: stop that ledger, and copy its folder again`,
  );
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
