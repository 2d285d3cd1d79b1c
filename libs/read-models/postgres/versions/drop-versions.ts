import { UNVERSIONED_SCHEMA } from '../schema/version';
import { inTransaction, type Sql } from '../sql';
import { pastReaders, queueShortly, relationsOf, type Patience } from './readers-in-the-way';
import { shownSchema } from './show-version';
import { exists, forgetVersion, otherVersions } from './version-book';
import { takeAwayLocks, VersionInUse } from './version-locks';

export type DropFailpoint = 'read-models-dropping' | 'read-models-dropped';

/**
 * Drops the read models of other releases that nobody uses any more: no service, no reader, not schema `ops`. An older
 * release that is started again builds its own anew. Answers the schemas that are still in use.
 */
export async function dropUnusedVersions(
  sql: Sql,
  patience: Patience,
  failpoint?: (name: DropFailpoint) => void,
): Promise<string[]> {
  const unversioned = (await exists(sql, UNVERSIONED_SCHEMA)) ? [UNVERSIONED_SCHEMA] : [];
  const shown = await shownSchema(sql);
  const used: string[] = [];
  for (const schema of [...unversioned, ...(await otherVersions(sql))]) {
    if (schema === shown || !(await dropUnused(sql, schema, patience, failpoint))) used.push(schema);
    else failpoint?.('read-models-dropped');
  }
  return used;
}

/** False: it is used. */
async function dropUnused(
  sql: Sql,
  schema: string,
  patience: Patience,
  failpoint?: (name: DropFailpoint) => void,
): Promise<boolean> {
  const names = [schema, `${schema}_rebuilt`, `${schema}_replaced`];
  try {
    await pastReaders(sql, relationsOf(...names), patience, () => drop(sql, schema, names, failpoint));
    return true;
  } catch (error) {
    if (error instanceof VersionInUse) return false;
    throw error;
  }
}

function drop(sql: Sql, schema: string, names: readonly string[], failpoint?: (name: DropFailpoint) => void) {
  return inTransaction(sql, 'ISOLATION LEVEL READ COMMITTED', async () => {
    await takeAwayLocks(sql, schema);
    await queueShortly(sql);
    for (const name of names) await sql.run(`DROP SCHEMA IF EXISTS ${name} CASCADE`);
    await forgetVersion(sql, schema);
    if (schema === UNVERSIONED_SCHEMA) await letThemBeMadeAgain(sql);
    failpoint?.('read-models-dropping');
  });
}

/** The releases that knew no versions make their tables where this account does not say that they did. */
async function letThemBeMadeAgain(sql: Sql): Promise<void> {
  const [row] = await sql.rows<{ there: boolean }>(
    `SELECT to_regclass('public.read_models_migrations') IS NOT NULL AS there`,
  );
  if (row?.there === true) await sql.run('DELETE FROM public.read_models_migrations');
}
