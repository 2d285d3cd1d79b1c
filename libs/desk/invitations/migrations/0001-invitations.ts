import type { Migration } from '@ledger/postgres/migrate';

/** Links by which a person comes in for the first time. */
export const invitations: Migration = {
  component: 'desk-invitations',
  number: 1,
  name: 'invitations',
  sql: `
CREATE SCHEMA IF NOT EXISTS desk;
CREATE TABLE desk.invitations (
  id text COLLATE "C" PRIMARY KEY,
  program text COLLATE "C" NOT NULL,
  partner text COLLATE "C" NOT NULL,
  person text COLLATE "C" NOT NULL,
  secret_hash text COLLATE "C" NOT NULL,
  created_at timestamptz NOT NULL,
  expires_at timestamptz NOT NULL,
  used_at timestamptz
);
CREATE INDEX invitations_person ON desk.invitations (person);
`,
};
