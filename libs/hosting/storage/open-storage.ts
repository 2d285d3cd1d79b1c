import { resolve } from 'node:path';
import { Pool } from 'pg';
import { outliveConnections } from '@ledger/postgres/outlive-connections';
import type { DataSource } from 'typeorm';
import type { EventStore } from '@ledger/event-store/event-store';
import { readModelsDataSource } from '@ledger/read-models/postgres/read-models-data-source';
import { PersonalDataConcealer } from '@ledger/runner/personal/conceal-personal-data';
import { PostgresPersonalDataStore } from '@ledger/runner/personal/postgres-personal-data-store';
import { startEmbeddedPostgres } from '../local-servers/postgres/start-embedded-postgres';
import { migrateLedger } from './migrate-ledger';
import { readEventStoreSettings, type EventStoreKind } from '../settings/event-store-settings';
import { openEventStore } from './open-event-store';
import { makeDataFolder, refuseWithoutLedger } from '../data-folder/data-folder';
import { UserError } from '../process/user-error';
import { keyIsGone, personalKey, personalKeyOfStart } from '../data-folder/personal-key';
import { sayBeside } from '../process/print';
import { Undo } from '../process/undo';
import { withRemembered } from '../data-folder/remembered-environment';

/** A Postgres that was killed is back by then; an append waits as long. */
const PATIENCE_MS = 30_000;

export interface StorageOptions {
  /** The folder of the ledger's data. */
  readonly dataDir: string;
  readonly environment: NodeJS.ProcessEnv;
  /** A start: the folder may be new. Every other command refuses one that holds no ledger. */
  readonly begins?: boolean;
}

/** Everything that a ledger keeps, opened and migrated. */
export interface Storage {
  readonly dataDir: string;
  readonly connectionString: string;
  /** Where the store keeps its log. */
  readonly eventStore: EventStoreKind;
  readonly store: EventStore;
  /** For personal data and the server's clock. */
  readonly pool: Pool;
  readonly readModels: DataSource;
  readonly personalData: PostgresPersonalDataStore;
  /** Of the ledger's key; a UserError, one line, where that is not there: not every command needs it. */
  readonly concealer: PersonalDataConcealer;
  /** Where it is, for people; without passwords. */
  readonly description: string;
  close(): Promise<void>;
}

/**
 * Opens the Postgres of LEDGER_POSTGRES_URL, or else the embedded one in the data folder, which is started if needed;
 * the event store is in it too, unless LEDGER_EVENT_STORE says otherwise. What a cluster was started with on the data
 * folder counts where a variable is not set. Throws UserError, also where another event store is named than the folder
 * was begun with.
 */
export async function openStorage(options: StorageOptions): Promise<Storage> {
  const undo = new Undo();
  try {
    return await openAll(options, undo);
  } catch (error) {
    await undo.allAfterFailure();
    throw error;
  }
}

async function openAll(options: StorageOptions, undo: Undo): Promise<Storage> {
  const { environment: given, begins = false } = options;
  const dataDir = begins ? await makeDataFolder(options.dataDir) : resolve(options.dataDir);
  const environment = await withRemembered(dataDir, given);
  if (!begins) await refuseWithoutLedger(options.dataDir, environment);
  const eventStore = readEventStoreSettings(environment);
  const givenKey = environment['LEDGER_PERSONAL_KEY'];
  const key = await (begins ? personalKeyOfStart(dataDir, givenKey) : personalKey(dataDir, givenKey));
  const { connectionString, server } = await postgresOf(dataDir, environment['LEDGER_POSTGRES_URL']);
  if (server !== null) undo.by(() => server.stop());
  const pool = new Pool({ connectionString, max: 4, application_name: 'ledger' });
  outliveConnections(pool);
  undo.by(() => pool.end());
  await migrateLedger(pool);
  const readModels = await readModelsDataSource({ connectionString }).initialize();
  undo.by(() => readModels.destroy());
  const store = openEventStore({ settings: eventStore, postgresUrl: connectionString });
  undo.by(() => store.close());
  const { host, port, pathname } = new URL(connectionString);
  return {
    dataDir,
    connectionString,
    eventStore: eventStore.kind,
    store,
    pool,
    readModels,
    personalData: new PostgresPersonalDataStore(pool, PATIENCE_MS),
    get concealer() {
      if (key === null) throw new UserError(keyIsGone(dataDir));
      return new PersonalDataConcealer(key);
    },
    description: `postgresql://${host}${port === '' ? ':5432' : ''}${pathname}${server === null ? '' : ' (embedded)'}`,
    close: () => undo.all(),
  };
}

/** The server that was named, or else the embedded one, started if it does not run. */
async function postgresOf(dataDir: string, named: string | undefined) {
  if (named !== undefined) return { connectionString: named, server: null };
  const server = await startEmbeddedPostgres({ dataDir: `${dataDir}/postgres`, keepRunning: sayBeside });
  return { connectionString: server.connectionString, server };
}
