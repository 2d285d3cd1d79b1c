import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isAlive, type ProcessIdentity } from '@ledger/service-kit/embedded-postgres/process-identity';
import { UserError } from '../user-error';

/** Tells in the data folder which process serves it. */
export const runningFile = 'running.json';

/** The address of the ledger that runs on a data folder. Throws UserError when none does. */
export async function urlOfRunning(dataDir: string): Promise<string> {
  const running = await runningOn(dataDir);
  if (running === null) {
    throw new UserError(`no ledger runs on ${dataDir}: start one (npm start), or name its folder with --data`);
  }
  return running.url;
}

/** Throws UserError when a ledger runs on a data folder: a second one would take over its servers and write beside it. */
export async function refuseServed(dataDir: string): Promise<void> {
  const running = await runningOn(dataDir);
  if (running === null) return;
  throw new UserError(
    `a ledger runs on ${dataDir} already (${running.url}, process ${running.pid}): end it first, or name another folder with --data`,
  );
}

/** Null: none runs, or the one that did was killed. */
async function runningOn(dataDir: string): Promise<(ProcessIdentity & { readonly url: string }) | null> {
  const text = await readFile(join(dataDir, runningFile), 'utf8').catch(() => null);
  const running = text === null ? null : (JSON.parse(text) as ProcessIdentity & { readonly url: string });
  return running !== null && isAlive(running) ? running : null;
}
