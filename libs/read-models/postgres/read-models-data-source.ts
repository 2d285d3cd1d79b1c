import { DataSource } from 'typeorm';
import { CreateReadModels1763668800000 } from './migrations/1763668800000-create-read-models';
import { withConnection } from './sql';

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

/** Two processes that start at the same time migrate one after the other. */
const MIGRATION_LOCK = '7203, 2';

/** The pool of connections of the read models, not yet connected: `initialize()` does that. */
export function readModelsDataSource(connection: ReadModelsConnection): DataSource {
  return new DataSource({
    type: 'postgres',
    url: connection.connectionString,
    poolSize: connection.poolSize ?? 5,
    applicationName: connection.applicationName ?? 'ledger-read-models',
    synchronize: false,
    extra: { keepAlive: true, query_timeout: connection.queryTimeoutMs },
    migrations: [CreateReadModels1763668800000],
    migrationsTableName: 'read_models_migrations',
  });
}

/** Brings the tables and views to what this version needs; does nothing when they are. */
export async function migrateReadModels(dataSource: DataSource): Promise<void> {
  await withConnection(dataSource, async (sql) => {
    await sql.run(`SELECT pg_advisory_lock(${MIGRATION_LOCK})`);
    try {
      await dataSource.runMigrations({ transaction: 'each' });
    } finally {
      await sql.run(`SELECT pg_advisory_unlock(${MIGRATION_LOCK})`);
    }
  });
}
