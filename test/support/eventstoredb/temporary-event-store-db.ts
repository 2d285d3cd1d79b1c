import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  type EventStoreDbSettings,
  readEventStoreDbSettings,
} from '@ledger/event-store/eventstoredb/eventstoredb-settings';
import { startEventStoreDb, type StartEventStoreDbOptions, type TestEventStoreDb } from './start-event-store-db';

export interface TemporaryEventStoreDb {
  readonly dataDir: string;
  readonly server: TestEventStoreDb;
  /** The adapter's settings for it, with what else the environment would say. */
  settings(environment?: Readonly<Record<string, string>>): EventStoreDbSettings;
  /** Stops it and removes its data. */
  remove(): Promise<void>;
}

/** A server of one suite's own, on a folder of its own. */
export async function temporaryEventStoreDb(
  options: Omit<StartEventStoreDbOptions, 'dataDir'> = {},
): Promise<TemporaryEventStoreDb> {
  const dataDir = await mkdtemp(join(tmpdir(), 'ledger-esdb-'));
  const server = await startEventStoreDb({ ...options, dataDir });
  return {
    ...{ dataDir, server },
    settings: (environment = {}) => readEventStoreDbSettings({ EVENTSTORE_URL: server.url, ...environment }),
    remove: async () => {
      await server.stop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}
