import type { Migration } from '@ledger/postgres/migrate';

/** What partners say of themselves in the directory, and what of it was approved. */
export const directory: Migration = {
  component: 'desk-directory',
  number: 1,
  name: 'entries of the directory',
  sql: `
CREATE SCHEMA IF NOT EXISTS desk;
CREATE TABLE desk.directory_entries (
  program text COLLATE "C" NOT NULL,
  partner text COLLATE "C" NOT NULL,
  proposed text,
  proposed_at timestamptz,
  listed text,
  listed_at timestamptz,
  decided_by text COLLATE "C",
  reason text,
  PRIMARY KEY (program, partner)
);
COMMENT ON TABLE desk.directory_entries IS 'proposed and listed are personal data where a partner is a person.';
`,
};
