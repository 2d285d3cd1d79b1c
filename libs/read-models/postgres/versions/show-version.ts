import { createOpsRole, createOpsViews } from '../schema/ops-views';
import { LIVE_SCHEMA } from '../schema/version';
import { inTransaction, type Sql } from '../sql';
import { queueShortly } from './readers-in-the-way';
import { OPS_LOCK, acquire } from './version-locks';

export type ShowFailpoint = 'ops-views-made' | 'ops-views-shown';

/** The schema whose rows the views of schema `ops` show; null: there are no views. */
export async function shownSchema(sql: Sql): Promise<string | null> {
  const [row] = await sql.rows<{ schema: string }>(`
    SELECT DISTINCT n.nspname AS schema
      FROM pg_class v JOIN pg_rewrite r ON r.ev_class = v.oid
      JOIN pg_depend d ON d.classid = 'pg_rewrite'::regclass AND d.objid = r.oid AND d.refclassid = 'pg_class'::regclass
      JOIN pg_class t ON t.oid = d.refobjid AND t.oid <> v.oid JOIN pg_namespace n ON n.oid = t.relnamespace
     WHERE v.relname = 'projection' AND v.relnamespace = to_regnamespace('ops')`);
  return row?.schema ?? null;
}

/**
 * Makes the views of schema `ops` show the rows of this build: the same names, the same grants. In one transaction:
 * everybody sees all of it or nothing. Fails at once (`isLocked`) while somebody reads the old ones.
 */
export async function showVersion(sql: Sql, failpoint?: (name: ShowFailpoint) => void): Promise<void> {
  await inTransaction(sql, 'ISOLATION LEVEL READ COMMITTED', async () => {
    await queueShortly(sql);
    await acquire(sql, OPS_LOCK);
    for (const statement of [createOpsRole(), ...createOpsViews(LIVE_SCHEMA)]) await sql.run(statement);
    for (const view of await viewsOfOtherVersions(sql)) await sql.run(`DROP VIEW ops.${view}`);
    failpoint?.('ops-views-made');
  });
  failpoint?.('ops-views-shown');
}

/** Views of an earlier release that this one has no more: their rows stand still from now on. */
async function viewsOfOtherVersions(sql: Sql): Promise<string[]> {
  const rows = await sql.rows<{ view: string }>(
    `SELECT DISTINCT quote_ident(u.view_name) AS view FROM information_schema.view_table_usage u
      WHERE u.view_schema = 'ops' AND u.table_schema LIKE 'read\\_models%' AND u.table_schema <> '${LIVE_SCHEMA}'`,
  );
  return rows.map(({ view }) => view);
}
