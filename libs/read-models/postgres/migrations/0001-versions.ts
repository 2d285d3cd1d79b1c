import type { Migration } from '@ledger/postgres/migrate';

/** The account of which versions of the read models there are. */
export const versions: Migration = {
  component: 'read-models',
  number: 1,
  name: 'versions of the read models',
  sql: `
CREATE SCHEMA ledger_read_models;
CREATE TABLE ledger_read_models.versions (
  schema_name text COLLATE "C" PRIMARY KEY,
  -- the one with the highest was last asked for by a start: its rows are what schema ops is to show
  number integer NOT NULL UNIQUE,
  -- whether its rows were brought to the end of the log once
  built boolean NOT NULL
);
COMMENT ON TABLE ledger_read_models.versions IS
  'Each release reads the tables of its own schema; they are built anew beside those of the release before.';
`,
};
