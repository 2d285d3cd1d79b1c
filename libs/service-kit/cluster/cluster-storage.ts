import { Pool } from 'pg';
import type { DataSource } from 'typeorm';
import type { EventStore } from '@ledger/event-store/event-store';
import { readModelsDataSource } from '@ledger/read-models/postgres/read-models-data-source';
import type { KafkaLog } from '@ledger/messaging/kafka-log';
import { apiDataSource } from '../database/api-data-source';
import type { ClusterSettings } from './cluster-settings';
import { openEventStore } from './open-event-store';

/** What a service of the cluster keeps things in. Two instances of five services share one Postgres: pools are small. */
export interface ClusterStorage {
  readonly store: EventStore;
  /** Personal data, positions of the stages, the server's clock. */
  readonly pool: Pool;
  readonly readModels: DataSource;
  readonly api: DataSource;
  close(): Promise<void>;
}

/** A half-open connection answers nothing: give it up after this. */
const QUERY_TIMEOUT_MS = 20_000;
const CONNECT_TIMEOUT_MS = 5_000;

/** Opens it all; Postgres must answer (errors of `pg` otherwise), the event store is asked later. */
export async function openClusterStorage(settings: ClusterSettings, log: KafkaLog): Promise<ClusterStorage> {
  const { postgresUrl, eventStore } = settings;
  const pool = new Pool({
    ...{ connectionString: postgresUrl, max: 3, application_name: 'ledger-cluster', keepAlive: true },
    ...{ connectionTimeoutMillis: CONNECT_TIMEOUT_MS, query_timeout: QUERY_TIMEOUT_MS },
  });
  // An idle connection broke; the pool makes another when it needs one.
  pool.on('error', () => undefined);
  const readModels = readModelsDataSource({ connectionString: postgresUrl, poolSize: 3 });
  const api = apiDataSource({ connectionString: postgresUrl, poolSize: 2 });
  const destroy = async () => {
    for (const source of [readModels, api]) if (source.isInitialized) await source.destroy();
    await pool.end();
  };
  try {
    await readModels.initialize();
    await api.initialize();
  } catch (error) {
    await destroy();
    throw error;
  }
  const store = openEventStore({
    ...{ settings: eventStore, postgresUrl, maxConnections: 4 },
    onTrouble: ({ message }, waitMs) => log.warn(`${message}; trying again in ${waitMs} ms`),
  });
  return {
    ...{ store, pool, readModels, api },
    close: async () => {
      await store.close();
      await destroy();
    },
  };
}
