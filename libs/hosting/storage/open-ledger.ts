import { resolve } from 'node:path';
import { PersonalDataConcealer } from '@ledger/runner/personal/conceal-personal-data';
import { PostgresPersonalDataStore } from '@ledger/runner/personal/postgres-personal-data-store';
import { paperKeysOf, type PaperKeys } from '@ledger/tax/sealing/paper-keys';
import { makeDataFolder, refuseWithoutLedger } from '../data-folder/data-folder';
import { keyIsGone, personalKey, personalKeyOfStart } from '../data-folder/personal-key';
import { withRemembered } from '../data-folder/remembered-environment';
import { Undo } from '../process/undo';
import { UserError } from '../process/user-error';
import { readSettings, type Settings } from '../settings/settings';
import { migrateLedger } from './migrate-ledger';
import { openStorage, type Storage } from './open-storage';
import { startPostgresOfFolder } from './postgres-of-folder';

/** A Postgres that was killed is back by then; an append waits as long. */
const PATIENCE_MS = 30_000;

export interface LedgerPlace {
  /** The folder of the ledger's data. */
  readonly dataDir: string;
  readonly settings: Settings;
  /** A start: the folder may be new. Every other command refuses one that holds no ledger. */
  readonly begins?: boolean;
}

/** A ledger for a process that has a data folder: everything that it keeps, opened and migrated. */
export interface OpenLedger extends Storage {
  readonly dataDir: string;
  /** With what the folder remembers, where a variable is not set. */
  readonly settings: Settings;
  readonly connectionString: string;
  readonly personalData: PostgresPersonalDataStore;
  /** Of the ledger's key; a UserError, one line, where that is not there: not every command needs it. */
  readonly concealer: PersonalDataConcealer;
  /** The keys of tax papers; a UserError like the concealer's. */
  readonly paperKeys: PaperKeys;
  /** Where it is, for people; without passwords. */
  readonly description: string;
}

/**
 * Opens the Postgres of LEDGER_POSTGRES_URL, or else the embedded one in the data folder, which is started if needed;
 * the event store is in it too, unless LEDGER_EVENT_STORE says otherwise. What a cluster was started with on the data
 * folder counts where a variable is not set. Throws UserError, also where another event store is named than the folder
 * was begun with.
 */
export async function openLedger(place: LedgerPlace): Promise<OpenLedger> {
  const undo = new Undo();
  try {
    return await openAll(place, undo);
  } catch (error) {
    await undo.allAfterFailure();
    throw error;
  }
}

/** Lends a ledger that is opened for it, and closed after it. */
export async function withLedger<T>(place: LedgerPlace, use: (ledger: OpenLedger) => Promise<T>): Promise<T> {
  const ledger = await openLedger(place);
  try {
    return await use(ledger);
  } finally {
    await ledger.close();
  }
}

async function openAll({ settings: given, begins = false, ...named }: LedgerPlace, undo: Undo): Promise<OpenLedger> {
  const dataDir = begins ? await makeDataFolder(named.dataDir) : resolve(named.dataDir);
  const settings = readSettings(await withRemembered(dataDir, given.environment));
  const { environment, eventStore } = settings;
  if (!begins) await refuseWithoutLedger(named.dataDir, environment);
  const key = await (begins ? personalKeyOfStart : personalKey)(dataDir, environment['LEDGER_PERSONAL_KEY']);
  const { postgresUrl, server } = await postgresOf(dataDir, environment['LEDGER_POSTGRES_URL']);
  if (server !== null) undo.by(() => server.stop());
  const storage = await openStorage({ postgresUrl, eventStore }, 'alone');
  undo.by(() => storage.close());
  await migrateLedger(storage.pool);
  const { host, port, pathname } = new URL(postgresUrl);
  return {
    ...storage,
    dataDir,
    settings,
    connectionString: postgresUrl,
    personalData: new PostgresPersonalDataStore(storage.pool, PATIENCE_MS),
    get concealer() {
      if (key === null) throw new UserError(keyIsGone(dataDir));
      return new PersonalDataConcealer(key);
    },
    get paperKeys() {
      if (key === null) throw new UserError(keyIsGone(dataDir));
      return paperKeysOf(key);
    },
    description: `postgresql://${host}${port === '' ? ':5432' : ''}${pathname}${server === null ? '' : ' (embedded)'}`,
    close: () => undo.all(),
  };
}

/** The server that was named, or else the embedded one, started if it does not run. */
async function postgresOf(dataDir: string, named: string | undefined) {
  if (named !== undefined) return { postgresUrl: named, server: null };
  const server = await startPostgresOfFolder(dataDir);
  return { postgresUrl: server.connectionString, server };
}
