import type { EventStore } from '@ledger/event-store/event-store';
import type { EventStoreError } from '@ledger/event-store/event-store-error';
import { postgresFailure } from '@ledger/event-store/postgres/postgres-failure';
import { outliveConnections } from '@ledger/postgres/outlive-connections';
import { readModelsDataSource } from '@ledger/read-models/postgres/read-models-data-source';
import { apiDataSource } from '@ledger/service-kit/access/api-data-source';
import { Pool } from 'pg';
import type { DataSource } from 'typeorm';
import { Undo } from '../process/undo';
import type { EventStoreSettings } from '../settings/event-store-settings';
import { openEventStore } from './open-event-store';

/** What a process keeps things in. */
export interface Storage {
  readonly store: EventStore;
  /** Personal data, positions of the stages, the server's clock. */
  readonly pool: Pool;
  readonly readModels: DataSource;
  /** Tokens and idempotency keys. */
  readonly api: DataSource;
  close(): Promise<void>;
}

export interface StoragePlace {
  readonly postgresUrl: string;
  readonly eventStore: EventStoreSettings;
  /** A statement without an answer is given up after this; left out: it is waited for. */
  readonly statementTimeoutMs?: number;
  /** Told of each failure of the event store that is waited out. */
  readonly onTrouble?: (error: EventStoreError, waitMs: number) => void;
}

/** Who shares the server: one process, or two instances of five services, whose pools are small. */
const SHARES = {
  alone: { name: 'ledger', pool: 4, readModels: 5, api: 4, store: {} },
  'one of many': { name: 'ledger-cluster', pool: 3, readModels: 3, api: 2, store: { maxConnections: 4 } },
} as const;

/** A half-open connection answers nothing, not even that a statement took too long: it is given up this much later. */
const ANSWER_MS = 2_000;
const CONNECT_TIMEOUT_MS = 5_000;

/** Opens it all; Postgres must answer, the event store is asked later. Throws EventStoreError, one line, of Postgres. */
export async function openStorage(place: StoragePlace, shares: keyof typeof SHARES): Promise<Storage> {
  const { postgresUrl, eventStore, statementTimeoutMs, onTrouble } = place;
  const share = SHARES[shares];
  const undo = new Undo();
  try {
    const pool = new Pool({
      connectionString: postgresUrl,
      max: share.pool,
      application_name: share.name,
      keepAlive: true,
      ...(statementTimeoutMs === undefined ? {} : { connectionTimeoutMillis: CONNECT_TIMEOUT_MS }),
      query_timeout: answerWithin(place),
    });
    outliveConnections(pool);
    undo.by(() => pool.end());
    const connection = { connectionString: postgresUrl, queryTimeoutMs: answerWithin(place) };
    const api = await apiDataSource({ ...connection, poolSize: share.api }).initialize();
    undo.by(() => api.destroy());
    const readModels = await openReadModels(place, shares);
    undo.by(() => readModels.destroy());
    const limits = statementTimeoutMs === undefined ? share.store : { ...share.store, statementTimeoutMs };
    const store = await openEventStore({ settings: eventStore, postgresUrl, onTrouble, ...limits });
    undo.by(() => store.close());
    return { store, pool, readModels, api, close: () => undo.all() };
  } catch (error) {
    await undo.allAfterFailure();
    throw postgresFailure(error, { connectionString: postgresUrl });
  }
}

/** Connections to the read models of their own. */
export function openReadModels(place: StoragePlace, shares: keyof typeof SHARES): Promise<DataSource> {
  return readModelsDataSource({
    connectionString: place.postgresUrl,
    poolSize: SHARES[shares].readModels,
    queryTimeoutMs: answerWithin(place),
  }).initialize();
}

function answerWithin({ statementTimeoutMs }: StoragePlace): number | undefined {
  return statementTimeoutMs === undefined ? undefined : statementTimeoutMs + ANSWER_MS;
}
