import type { Migration } from '@ledger/postgres/migrate';
import { outliveConnection } from '@ledger/postgres/outlive-connections';
import { DataSource } from 'typeorm';
import { versions } from './migrations/0001-versions';
import { locks } from './migrations/0002-locks';

/** The steps of the account of versions; the read models themselves are built anew where their definitions differ. */
export const READ_MODEL_MIGRATIONS: readonly Migration[] = [versions, locks];

export interface ReadModelsConnection {
  /** Such as `postgresql://user:password@127.0.0.1:5432/ledger`. */
  readonly connectionString: string;
  /** Connections at most. */
  readonly poolSize?: number;
  /** A query without an answer (its connection may be half open) fails after this; default: never. */
  readonly queryTimeoutMs?: number;
  /** Shown by the server for each connection. */
  readonly applicationName?: string;
}

/** The pool of connections of the read models, not yet connected: `initialize()` does that. */
export function readModelsDataSource(connection: ReadModelsConnection): DataSource {
  return new DataSource({
    type: 'postgres',
    url: connection.connectionString,
    poolSize: connection.poolSize ?? 5,
    applicationName: connection.applicationName ?? 'ledger-read-models',
    synchronize: false,
    extra: { keepAlive: true, query_timeout: connection.queryTimeoutMs, onConnect: outliveConnection },
  });
}
