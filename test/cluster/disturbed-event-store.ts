import { join } from 'node:path';
import type { EventStoreKind } from '@ledger/hosting/settings/event-store-settings';
import { startRealServer } from '../support/eventstoredb/real/real-server';
import { realServerHome } from '../support/eventstoredb/real/real-server-options';
import { startEventStoreDb, type TestEventStoreDb } from '../support/eventstoredb/start-event-store-db';

/** What the tests do to the event store. */
export type DisturbedEventStore = Pick<TestEventStoreDb, 'url' | 'kill' | 'restart' | 'stop'> & {
  readonly name: string;
};

/** A real EventStoreDB where one lies unpacked, else that of the tests; null: there is none, or it is given. */
export async function startEventStore(kind: EventStoreKind, dataDir: string): Promise<DisturbedEventStore | null> {
  if (kind === 'postgres' || process.env['EVENTSTORE_URL'] !== undefined) return null;
  if (realServerHome() === undefined) {
    const server = await startEventStoreDb({ dataDir: join(dataDir, 'eventstoredb') });
    return Object.assign(server, { name: 'the EventStoreDB of the tests' });
  }
  const server = await startRealServer();
  return {
    name: 'a real EventStoreDB',
    url: `esdb://127.0.0.1:${server.port}?tls=false`,
    kill: () => server.kill(),
    restart: () => server.restart(),
    stop: () => server.end(),
  };
}

/** How to reach a real server, where EVENTSTORE_URL names one (a single node: the proxy stands before it). */
export function eventStoreVariables(): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => name.startsWith('EVENTSTORE_')));
}
