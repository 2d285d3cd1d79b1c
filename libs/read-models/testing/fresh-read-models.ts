import { Pool } from 'pg';
import type { DataSource } from 'typeorm';
import { migrate } from '@ledger/postgres/migrate';
import { databaseFilledBy } from '../../../test/support/postgres';
import { READ_MODEL_MIGRATIONS, readModelsDataSource } from '../postgres/read-models-data-source';
import { TABLE_NAMES } from '../postgres/schema/create-tables';
import { LIVE_SCHEMA } from '../postgres/schema/version';
import { buildVersion } from '../postgres/versions/build-version';

/** For tests: the read models of this build in a database of their own, shown by schema `ops`; nothing is projected yet. */
export interface FreshReadModels {
  readonly connectionString: string;
  readonly dataSource: DataSource;
  /** The read models as they are before the log's first event. */
  readonly empty: () => Promise<void>;
  /** Closes the connections and removes the database. */
  readonly remove: () => Promise<void>;
}

export async function freshReadModels(): Promise<FreshReadModels> {
  const database = await databaseFilledBy('read_models', async (model) => (await addReadModels(model)).destroy());
  const { connectionString } = database;
  const dataSource = await readModelsDataSource({ connectionString }).initialize();
  const names = TABLE_NAMES.filter((name) => name !== 'checkpoint').map((name) => `${LIVE_SCHEMA}.${name}`);
  return {
    connectionString,
    dataSource,
    empty: async () => {
      await dataSource.query(`TRUNCATE ${names.join(', ')}`);
      await dataSource.query(`UPDATE ${LIVE_SCHEMA}.checkpoint SET position = 0`);
    },
    remove: async () => {
      await dataSource.destroy();
      await database.drop();
    },
  };
}

/** Adds the read models to a database that has none, and connects to them. */
export async function addReadModels(connectionString: string): Promise<DataSource> {
  const pool = new Pool({ connectionString, max: 1 });
  await migrate(pool, READ_MODEL_MIGRATIONS);
  await pool.end();
  const dataSource = await readModelsDataSource({ connectionString }).initialize();
  await buildVersion({
    dataSource,
    forOps: true,
    lastPosition: () => Promise.resolve(0n),
    readBatches: () => {
      throw new RangeError('an empty log has no batches');
    },
  });
  return dataSource;
}
