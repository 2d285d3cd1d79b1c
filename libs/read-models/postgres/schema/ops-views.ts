import { opsMoneyViews } from './ops-money-views';
import { opsPartnerViews } from './ops-partner-views';
import { opsWorklistViews } from './ops-worklist-views';

/** The role that may read the ops views and nothing else; an operator's login is made a member of it. */
export const OPS_ROLE = 'ledger_ops';

/**
 * The statements that make the stable ops views, for dashboards and people, on the tables of a schema, in the place of
 * those on another; readable by the ops role where it exists.
 */
export function createOpsViews(schema: string): readonly string[] {
  const views = Object.entries({ ...opsPartnerViews(schema), ...opsWorklistViews(schema), ...opsMoneyViews(schema) });
  return [
    'CREATE SCHEMA IF NOT EXISTS ops',
    ...views.map(([name, { select }]) => replaceView(name, select)),
    ...views.map(([name, { about }]) => `COMMENT ON VIEW ops.${name} IS '${about.replaceAll("'", "''")}'`),
    grantToOps(),
  ];
}

/** Grants stay, and views of others that are built on it; but for one whose columns became other ones: it is made anew. */
function replaceView(name: string, select: string): string {
  return `DO $view$ BEGIN
    CREATE OR REPLACE VIEW ops.${name} AS ${select};
  EXCEPTION
    WHEN invalid_table_definition THEN
      DROP VIEW ops.${name};
      CREATE VIEW ops.${name} AS ${select};
  END $view$`;
}

/** Roles belong to the whole server: another database may have made it, and not every user may make one. */
export function createOpsRole(): string {
  return `DO $$ BEGIN
    CREATE ROLE ${OPS_ROLE} NOLOGIN;
  EXCEPTION
    WHEN duplicate_object OR unique_violation THEN NULL;
    WHEN insufficient_privilege THEN
      RAISE WARNING 'role ${OPS_ROLE} was not made: the views of schema ops are readable by their owner only';
  END $$`;
}

function grantToOps(): string {
  return `DO $$ BEGIN
    IF EXISTS (SELECT FROM pg_roles WHERE rolname = '${OPS_ROLE}') THEN
      GRANT USAGE ON SCHEMA ops TO ${OPS_ROLE};
      GRANT SELECT ON ALL TABLES IN SCHEMA ops TO ${OPS_ROLE};
    END IF;
  END $$`;
}
