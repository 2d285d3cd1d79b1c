import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { UserError } from '../user-error';

/** Tells in the data folder which process serves it. */
export const runningFile = 'running.json';

/** The address of the ledger that runs on a data folder. Throws UserError when none does. */
export async function urlOfRunning(dataDir: string): Promise<string> {
  const text = await readFile(join(dataDir, runningFile), 'utf8').catch(() => null);
  const running = text === null ? null : (JSON.parse(text) as { pid: number; url: string });
  if (running === null || !isAlive(running.pid)) {
    throw new UserError(`no ledger runs on ${dataDir}: start one (npm start), or name its folder with --data`);
  }
  return running.url;
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
