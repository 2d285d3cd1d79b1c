import { join } from 'node:path';
import { isNotedAsBegun } from '../data-folder/how-begun';
import { holdsDataDirectory } from '../local-servers/postgres/server-place';
import { startEmbeddedPostgres, type EmbeddedPostgres } from '../local-servers/postgres/start-embedded-postgres';
import { sayBeside } from '../process/print';
import { UserError } from '../process/user-error';

/**
 * Starts the Postgres in a data folder. Throws UserError where the folder's ledger was begun and the Postgres that it was
 * begun in is not there: an empty one in its place would be another ledger.
 */
export async function startPostgresOfFolder(dataDir: string): Promise<EmbeddedPostgres> {
  const folder = join(dataDir, 'postgres');
  if (isNotedAsBegun(dataDir) && !(await holdsDataDirectory(folder))) {
    throw new UserError(
      `the ledger in ${dataDir} was begun, but the data of its Postgres (${folder}) is not there: ` +
        'bring it back (mount its volume, or restore a copy), name its server with LEDGER_POSTGRES_URL where it was ' +
        'begun on one, or begin another ledger in another folder (--data)',
    );
  }
  return startEmbeddedPostgres({ dataDir: folder, keepRunning: sayBeside });
}
