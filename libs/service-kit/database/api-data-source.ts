import { DataSource } from 'typeorm';
import { ApiToken } from '../auth/api-token.entity';
import { CreateApiTables1763668800000 } from './1763668800000-create-api-tables';

export interface ApiConnection {
  /** Such as `postgresql://user:password@127.0.0.1:5432/ledger`. */
  readonly connectionString: string;
  /** Connections at most. */
  readonly poolSize?: number;
  /** A query without an answer (its connection may be half open) fails after this; default: never. */
  readonly queryTimeoutMs?: number;
}

/** Two processes that start at the same time migrate one after the other. */
const MIGRATION_LOCK = '7203, 4';

/** The pool of connections of schema `api`, not yet connected: `initialize()` does that. */
export function apiDataSource({ connectionString, poolSize = 4, queryTimeoutMs }: ApiConnection): DataSource {
  return new DataSource({
    type: 'postgres',
    url: connectionString,
    poolSize,
    applicationName: 'ledger-api',
    synchronize: false,
    extra: { keepAlive: true, query_timeout: queryTimeoutMs },
    entities: [ApiToken],
    migrations: [CreateApiTables1763668800000],
    // Beside the other migrations, not in `api`, which does not exist yet when TypeORM asks for it.
    migrationsTableName: 'api_migrations',
  });
}

/** Brings schema `api` to what this version needs; does nothing when it is. */
export async function migrateApi(dataSource: DataSource): Promise<void> {
  const runner = dataSource.createQueryRunner();
  try {
    await runner.query(`SELECT pg_advisory_lock(${MIGRATION_LOCK})`);
    try {
      await runner.query('CREATE SCHEMA IF NOT EXISTS api');
      await dataSource.runMigrations({ transaction: 'each' });
    } finally {
      await runner.query(`SELECT pg_advisory_unlock(${MIGRATION_LOCK})`);
    }
  } finally {
    await runner.release();
  }
}
