import { join } from 'node:path';
import type { EventStoreKind } from '../settings/event-store-settings';
import { hasCode } from '@ledger/machine/system-error';
import { readWholeJson } from '@ledger/machine/files/read-whole-json';
import { writeWhole } from '@ledger/machine/files/write-whole';
import type { Environment } from '../settings/environment';
import { UserError } from '../process/user-error';

/** What a data folder's ledger needs to be found again: variables as they were given to `start-cluster`. */
const REMEMBERED = [
  'LEDGER_POSTGRES_URL',
  'LEDGER_EVENT_STORE',
  'EVENTSTORE_URL',
  'EVENTSTORE_NAMESPACE',
  'EVENTSTORE_USERNAME',
  'EVENTSTORE_PASSWORD',
  'EVENTSTORE_CA_FILE',
  'LEDGER_TERMS',
] as const;

type Remembered = Partial<Record<(typeof REMEMBERED)[number], string>>;

/** Keeps the variables in the data folder, readable by its owner only: there may be passwords among them. */
export function rememberEnvironment(dataDir: string, environment: Environment): Promise<void> {
  return keep(dataDir, Object.fromEntries(REMEMBERED.map((name) => [name, environment[name]])));
}

/** Keeps with which event store the folder was begun. */
export async function rememberEventStore(dataDir: string, kind: EventStoreKind): Promise<void> {
  const kept = await remembered(dataDir);
  if (kept.LEDGER_EVENT_STORE !== kind) await keep(dataDir, { ...kept, LEDGER_EVENT_STORE: kind });
}

/**
 * The environment, with what the data folder remembers where a variable is not set. Throws UserError where it names
 * another event store than the folder was begun with: the ledger would seem to be empty, or be begun a second time.
 */
export async function withRemembered(dataDir: string, environment: Environment): Promise<Environment> {
  const kept = await remembered(dataDir);
  const { LEDGER_EVENT_STORE: begunWith } = kept;
  const asked = environment['LEDGER_EVENT_STORE'] || undefined;
  if (begunWith !== undefined && asked !== undefined && asked !== begunWith) {
    throw new UserError(
      `the ledger in ${dataDir} was begun with its log in ${begunWith}, not in ${asked}: leave --event-store and ` +
        'LEDGER_EVENT_STORE out, or name another folder with --data',
    );
  }
  return { ...kept, ...environment, LEDGER_EVENT_STORE: asked ?? begunWith };
}

async function remembered(dataDir: string): Promise<Remembered> {
  try {
    return (await readWholeJson<Remembered>(fileIn(dataDir))) ?? {};
  } catch (error) {
    // It is no folder, which is refused where one would be made of it.
    if (hasCode(error, 'ENOTDIR')) return {};
    throw error;
  }
}

function keep(dataDir: string, kept: Remembered): Promise<void> {
  return writeWhole(fileIn(dataDir), `${JSON.stringify(kept, null, 2)}\n`);
}

function fileIn(dataDir: string): string {
  return join(dataDir, 'storage.json');
}
