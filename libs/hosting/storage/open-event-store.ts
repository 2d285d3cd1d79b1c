import type { EventStore } from '@ledger/event-store/event-store';
import type { EventStoreError } from '@ledger/event-store/event-store-error';
import { EventStoreDbEventStore } from '@ledger/event-store/eventstoredb/eventstoredb-event-store';
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
export function openEventStore({ settings, postgresUrl, onTrouble, ...limits }: EventStorePlace): EventStore {
  const told = onTrouble === undefined ? {} : { onTrouble };
  if (settings.kind === 'eventstoredb') return new EventStoreDbEventStore({ ...settings.server, ...told });
  return new PostgresEventStore({ connectionString: postgresUrl, ...limits, ...told });
}
