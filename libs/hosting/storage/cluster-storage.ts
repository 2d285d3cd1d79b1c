import { Pool } from 'pg';
import type { DataSource } from 'typeorm';
import type { EventStore } from '@ledger/event-store/event-store';
import { postgresFailure } from '@ledger/event-store/postgres/postgres-failure';
import { outliveConnections } from '@ledger/postgres/outlive-connections';
import { readModelsDataSource } from '@ledger/read-models/postgres/read-models-data-source';
import type { KafkaLog } from '@ledger/messaging/kafka-log';
import { apiDataSource } from '@ledger/service-kit/access/api-data-source';
import type { ClusterSettings } from '../settings/cluster-settings';
import { onceInAWhile } from '../waiting/once-in-a-while';
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

/** A half-open connection answers nothing, not even that a statement took too long: it is given up this much later. */
const ANSWER_MS = 2_000;
const CONNECT_TIMEOUT_MS = 5_000;

/** Opens it all; Postgres must answer, the event store is asked later. Throws EventStoreError, one line, of Postgres. */
export async function openClusterStorage(settings: ClusterSettings, log: KafkaLog): Promise<ClusterStorage> {
  const { postgresUrl, eventStore, statementTimeoutMs } = settings;
  const queryTimeoutMs = statementTimeoutMs + ANSWER_MS;
  const pool = new Pool({
    connectionString: postgresUrl,
    max: 3,
    application_name: 'ledger-cluster',
    keepAlive: true,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    query_timeout: queryTimeoutMs,
  });
  outliveConnections(pool);
  const sources: DataSource[] = [];
  const open = async (opening: Promise<DataSource>) => {
    const source = await opening;
    sources.push(source);
    return source;
  };
  const destroy = async () => {
    for (const source of sources) await source.destroy();
    await pool.end();
  };
  try {
    const readModels = await open(openReadModels(settings));
    const api = await open(apiDataSource({ connectionString: postgresUrl, poolSize: 2, queryTimeoutMs }).initialize());
    const store = openEventStore({
      settings: eventStore,
      postgresUrl,
      maxConnections: 4,
      statementTimeoutMs,
      onTrouble: onceInAWhile(log),
    });
    const close = async () => {
      await store.close();
      await destroy();
    };
    return { store, pool, readModels, api, close };
  } catch (error) {
    await destroy();
    throw postgresFailure(error, { connectionString: postgresUrl });
  }
}

/** Connections to the read models of their own. */
export function openReadModels({ postgresUrl, statementTimeoutMs }: ClusterSettings): Promise<DataSource> {
  const queryTimeoutMs = statementTimeoutMs + ANSWER_MS;
  return readModelsDataSource({ connectionString: postgresUrl, poolSize: 3, queryTimeoutMs }).initialize();
}
