import { LOCKS_SCHEMA } from '@ledger/postgres/locks';
import type { Migration } from '@ledger/postgres/migrate';

/** The locks of all versions; each version makes its own with its tables. */
export const locks: Migration = {
  component: 'read-models',
  number: 2,
  name: 'locks of the read models',
  sql: `
CREATE SCHEMA ${LOCKS_SCHEMA};
COMMENT ON SCHEMA ${LOCKS_SCHEMA} IS
  'Empty tables: processes of the ledger lock them to take turns. No other role has a right on them.';
CREATE TABLE ${LOCKS_SCHEMA}.read_models_build ();
CREATE TABLE ${LOCKS_SCHEMA}.read_models_ops ();
`,
};
