import { createTables, letPartnersRead } from '../schema/create-tables';
import { createPartnerRole } from '../schema/partner-walls';
import { LIVE_SCHEMA } from '../schema/version';
import { inTransaction, type Sql } from '../sql';
import { makeLocks } from './version-locks';

const BOOK = 'ledger_read_models.versions';

/**
 * Makes the schema of this version, its tables empty, where it is not there; and the role of partners' requests, which an
 * operator may have made, or granted, since.
 */
export async function makeVersion(sql: Sql): Promise<void> {
  await inTransaction(sql, 'ISOLATION LEVEL READ COMMITTED', async () => {
    await makeLocks(sql, LIVE_SCHEMA);
    await sql.run(createPartnerRole());
    if (await exists(sql, LIVE_SCHEMA)) {
      await sql.run(letPartnersRead(LIVE_SCHEMA));
      return;
    }
    for (const statement of createTables(LIVE_SCHEMA)) await sql.run(statement);
    await sql.run(
      `INSERT INTO ${BOOK} (schema_name, number, built) SELECT '${LIVE_SCHEMA}', coalesce(max(number), 0) + 1, false FROM ${BOOK}
       ON CONFLICT (schema_name) DO UPDATE SET built = false`,
    );
  });
}

/** From now on this is the version that a start asked for last. */
export async function claimOps(sql: Sql): Promise<void> {
  await sql.run(
    `UPDATE ${BOOK} SET number = (SELECT max(number) + 1 FROM ${BOOK})
      WHERE schema_name = '${LIVE_SCHEMA}' AND number < (SELECT max(number) FROM ${BOOK})`,
  );
}

/** Whether this is the version that a start asked for last. */
export async function isAskedFor(sql: Sql): Promise<boolean> {
  const [last] = await sql.rows<{ name: string }>(
    `SELECT schema_name AS name FROM ${BOOK} ORDER BY number DESC LIMIT 1`,
  );
  return last?.name === LIVE_SCHEMA;
}

/** Whether the rows of this version were brought to the end of the log once. */
export async function isBuilt(sql: Sql): Promise<boolean> {
  const [row] = await sql.rows<{ built: boolean }>(`SELECT built FROM ${BOOK} WHERE schema_name = '${LIVE_SCHEMA}'`);
  return row?.built === true;
}

export async function markBuilt(sql: Sql): Promise<void> {
  await sql.run(`UPDATE ${BOOK} SET built = true WHERE schema_name = '${LIVE_SCHEMA}'`);
}

/** The schemas of all other versions, in the order in which they were asked for. */
export async function otherVersions(sql: Sql): Promise<string[]> {
  const rows = await sql.rows<{ name: string }>(
    `SELECT schema_name AS name FROM ${BOOK} WHERE schema_name <> '${LIVE_SCHEMA}' ORDER BY number`,
  );
  return rows.map(({ name }) => name);
}

export async function forgetVersion(sql: Sql, schema: string): Promise<void> {
  await sql.run(`DELETE FROM ${BOOK} WHERE schema_name = $1`, [schema]);
}

export async function exists(sql: Sql, schema: string): Promise<boolean> {
  const [row] = await sql.rows<{ there: boolean }>(`SELECT to_regnamespace($1) IS NOT NULL AS there`, [schema]);
  return row?.there === true;
}
