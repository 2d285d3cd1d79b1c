import { join } from 'node:path';
import { isAlive, type ProcessIdentity } from '@ledger/machine/process-identity';
import { holdAlone } from '@ledger/machine/files/hold-alone';
import { readWholeJson } from '@ledger/machine/files/read-whole-json';
import type { Settings } from '../settings/settings';
import { UserError } from '../process/user-error';
import { makeDataFolder } from './data-folder';

/** Tells in the data folder which process serves it. */
export const runningFile = 'running.json';
/** Files of this name and a number: which process has the folder, from the first moment of its start. */
const CLAIM = 'claim';

/** The address of the ledger that runs on a data folder. Throws UserError when none does. */
export async function urlOfRunning(dataDir: string): Promise<string> {
  const running = await runningOn(dataDir);
  if (running !== null) return running.url;
  throw new UserError(`no ledger runs on ${dataDir}: start one (npm start), or name its folder with --data`);
}

/** The address of the ledger that LEDGER_URL names, or else that runs on a data folder; null: none does. */
export async function urlOfLedger(dataDir: string, { environment }: Settings): Promise<string | null> {
  const named = (environment['LEDGER_URL'] ?? '').replace(/\/+$/, '');
  return named === '' ? ((await runningOn(dataDir))?.url ?? null) : named;
}

/**
 * Works on a data folder that this process has alone, taken before anything in it is opened: of several starts at the
 * same moment exactly one gets it. It is free again when the work or the process ends, however it ends.
 * @throws UserError one line, when a ledger runs on it or starts there
 */
export async function onDataFolderAlone<T>(dataDir: string, work: () => Promise<T>): Promise<T> {
  const folder = await makeDataFolder(dataDir);
  const held = await holdAlone(join(folder, CLAIM));
  if (!held.isMine) {
    await refuseServed(dataDir);
    throw new UserError(
      `a ledger is being started on ${dataDir} already (process ${held.holder.pid}): wait for it to serve, or to be gone where it ends, or name another folder with --data`,
    );
  }
  try {
    // A release before this one takes no claim.
    await refuseServed(dataDir);
    return await work();
  } finally {
    await held.release();
  }
}

/** Throws UserError when a ledger runs on a data folder: a second one would take over its servers and write beside it. */
export async function refuseServed(dataDir: string): Promise<void> {
  const running = await runningOn(dataDir);
  if (running === null) return;
  throw new UserError(
    `a ledger runs on ${dataDir} already (${running.url}, process ${running.pid}): end it first, or name another folder with --data`,
  );
}

/** The ledger that runs on a data folder; null: none runs, or the one that did was killed. */
async function runningOn(dataDir: string): Promise<(ProcessIdentity & { readonly url: string }) | null> {
  const running = await readWholeJson<ProcessIdentity & { readonly url: string }>(join(dataDir, runningFile));
  return running !== null && isAlive(running) ? running : null;
}
