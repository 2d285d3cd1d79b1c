import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { PostgresRecoveries } from '@ledger/rails/desk/postgres-recoveries';
import { fileWrittenOnce } from '../local-servers/postgres/server-place';
import type { OpenLedger } from '../storage/open-ledger';

/**
 * Whether a ledger with a data folder may send. A folder that was copied, or brought back from a backup, is told from the
 * one that sent last by a file of its Postgres that is written once: in a copy it is another file.
 */
export async function recoveriesOf({
  pool,
  dataDir,
}: Pick<OpenLedger, 'pool' | 'dataDir'>): Promise<PostgresRecoveries> {
  const file = await stat(await fileWrittenOnce(join(dataDir, 'postgres'))).catch(() => null);
  return new PostgresRecoveries(pool, file === null ? null : String(file.ino));
}
