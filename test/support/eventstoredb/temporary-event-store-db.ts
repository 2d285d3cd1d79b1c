import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  type EventStoreDbSettings,
  readEventStoreDbSettings,
} from '@ledger/event-store/eventstoredb/eventstoredb-settings';
import { StreamNames } from '@ledger/event-store/eventstoredb/stream-names';
import { startEventStoreDb, type StartEventStoreDbOptions, type TestEventStoreDb } from './start-event-store-db';

export interface TemporaryEventStoreDb {
  readonly dataDir: string;
  readonly server: TestEventStoreDb;
  /** The adapter's settings for it, in the namespace of this suite, with what else the environment would say. */
  settings(environment?: Readonly<Record<string, string>>): EventStoreDbSettings;
  /** What a stream of the ledger is called on the server. */
  onServer(stream: string): string;
  /** Stops it and removes its data. */
  remove(): Promise<void>;
}

/** A namespace that nothing else uses: a real server is shared by all suites of a run. */
export function freshNamespace(): string {
  return `t${randomBytes(8).toString('hex')}`;
}

/** A server of one suite's own, or in a run with a real one a namespace of its own there. */
export async function temporaryEventStoreDb(
  options: Omit<StartEventStoreDbOptions, 'dataDir'> = {},
): Promise<TemporaryEventStoreDb> {
  const dataDir = await mkdtemp(join(tmpdir(), 'ledger-esdb-'));
  const namespace = freshNamespace();
  const names = new StreamNames(namespace);
  const server = await startEventStoreDb({ ...options, dataDir });
  return {
    dataDir,
    server,
    settings: (environment = {}) =>
      readEventStoreDbSettings({ EVENTSTORE_URL: server.url, EVENTSTORE_NAMESPACE: namespace, ...environment }),
    onServer: (stream) => names.onServer(stream),
    remove: async () => {
      await server.stop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}
