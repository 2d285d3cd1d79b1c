import { Pool } from 'pg';
import type { DataSource } from 'typeorm';
import { migrate } from '@ledger/postgres/migrate';
import { READ_MODEL_MIGRATIONS, readModelsDataSource } from '../postgres/read-models-data-source';
import { buildVersion } from '../postgres/versions/build-version';

/** For tests: the read models of this build in an empty database, shown by schema `ops`; nothing is projected yet. */
export async function freshReadModels(connectionString: string): Promise<DataSource> {
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
