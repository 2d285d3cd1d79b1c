import type { EventStore } from '@ledger/event-store/event-store';
import type { EventStoreError } from '@ledger/event-store/event-store-error';
import { PostgresEventStore } from '@ledger/event-store/postgres/postgres-event-store';
import type { EventStoreSettings } from '../settings/event-store-settings';

export interface EventStorePlace {
  readonly settings: EventStoreSettings;
  readonly postgresUrl: string;
  /** Connections at most, where it is Postgres. */
  readonly maxConnections?: number;
  /** Where it is Postgres: a statement without an answer is given up after this. */
  readonly statementTimeoutMs?: number;
  /** Told of each failure that is waited out. */
  readonly onTrouble: ((error: EventStoreError, waitMs: number) => void) | undefined;
}

/** The event store that the settings name; it connects when it is first used. */
export async function openEventStore(place: EventStorePlace): Promise<EventStore> {
  const { settings, postgresUrl, onTrouble, ...limits } = place;
  const told = onTrouble === undefined ? {} : { onTrouble };
  if (settings.kind === 'eventstoredb') {
    // A fifth of what a command loads, which most ledgers have no use for.
    const { EventStoreDbEventStore } = await import('@ledger/event-store/eventstoredb/eventstoredb-event-store');
    return new EventStoreDbEventStore({ ...settings.server, ...told });
  }
  return new PostgresEventStore({ connectionString: postgresUrl, ...limits, ...told });
}
