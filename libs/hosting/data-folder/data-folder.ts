import { access, mkdir, open, rm } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { hasCode } from '@ledger/machine/system-error';
import type { Environment } from '../settings/environment';
import { UserError } from '../process/user-error';

/** What a start leaves in its data folder behind its key, which is the first. */
const HOLDING = ['begun.json', 'storage.json', 'postgres', 'postgres-location.json'];
/** One of them is there from a start's first moments on. */
const SIGNS = [...HOLDING, 'personal.key'];

/** Makes the folder of a ledger that is to be started. Throws UserError, one line, where there can be none. */
export async function makeDataFolder(dataDir: string): Promise<string> {
  const folder = resolve(dataDir);
  const probe = join(folder, `.writable-${process.pid}`);
  try {
    await makeWithParents(folder);
    await (await open(probe, 'w')).close();
    await rm(probe);
  } catch (error) {
    throw new UserError(`--data ${dataDir}: no ledger can be kept there: ${reason(error)}`);
  }
  return folder;
}

/** Whether a ledger was begun in a folder: what its log was judged by must not be made anew. */
export function holdsLedger(dataDir: string): boolean {
  return HOLDING.some((sign) => existsSync(join(dataDir, sign)));
}

/**
 * For every command but a start: a folder without a ledger is a typo, not a new ledger. A ledger that is named by
 * LEDGER_POSTGRES_URL or LEDGER_URL needs no folder. Throws UserError.
 */
export async function refuseWithoutLedger(dataDir: string, environment: Environment): Promise<void> {
  if (['LEDGER_POSTGRES_URL', 'LEDGER_URL'].some((name) => (environment[name] ?? '') !== '')) return;
  const folder = resolve(dataDir);
  if (SIGNS.some((sign) => existsSync(join(folder, sign)))) return;
  const isThere = await access(folder).then(
    () => true,
    () => false,
  );
  throw new UserError(
    `${isThere ? `no ledger was ever started in ${folder}` : `there is no folder ${folder}`}: name the ledger’s with --data, or start one (npm start -- --data ${dataDir})`,
  );
}

/** `mkdir` of Node with `recursive` never ends where a folder takes none (/proc). */
async function makeWithParents(folder: string): Promise<void> {
  if (existsSync(folder)) return;
  await makeWithParents(dirname(folder));
  await mkdir(folder).catch((error: unknown) => {
    if (!hasCode(error, 'EEXIST')) throw error;
  });
}

function reason(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
