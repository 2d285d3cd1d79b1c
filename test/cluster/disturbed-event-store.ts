import { join } from 'node:path';
import type { EventStoreKind } from '@ledger/hosting/settings/event-store-settings';
import { sharedRealServer } from '../support/eventstoredb/real/real-server';
import { startEventStoreDb, type TestEventStoreDb } from '../support/eventstoredb/start-event-store-db';

/** What the tests do to the event store. */
export type DisturbedEventStore = Pick<TestEventStoreDb, 'url' | 'kill' | 'restart' | 'stop'> & {
  readonly name: string;
};

/** The real EventStoreDB of the run, where it has one, else that of the tests; null: there is none, or it is given. */
export async function startEventStore(kind: EventStoreKind, dataDir: string): Promise<DisturbedEventStore | null> {
  if (kind === 'postgres' || process.env['EVENTSTORE_URL'] !== undefined) return null;
  const real = sharedRealServer();
  if (real === undefined) {
    const server = await startEventStoreDb({ dataDir: join(dataDir, 'eventstoredb') });
    return Object.assign(server, { name: 'the EventStoreDB of the tests' });
  }
  await real.start();
  return {
    name: 'a real EventStoreDB',
    url: `esdb://127.0.0.1:${real.port}?tls=false`,
    kill: () => real.kill(),
    restart: () => real.restart(),
    // The next suite goes on with it.
    stop: () => Promise.resolve(),
  };
}

/** How to reach a real server, where EVENTSTORE_URL names one (a single node: the proxy stands before it). */
export function eventStoreVariables(): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => name.startsWith('EVENTSTORE_')));
}
