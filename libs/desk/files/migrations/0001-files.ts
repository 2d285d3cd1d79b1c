import type { Migration } from '@ledger/postgres/migrate';

/** Files by what is in them, and whose they are: bytes go when the last who has them lets go. */
export const deskFiles: Migration = {
  component: 'desk-files',
  number: 1,
  name: 'files by hash, and whose they are',
  sql: `
CREATE SCHEMA IF NOT EXISTS desk;
CREATE TABLE desk.files (
  hash text COLLATE "C" PRIMARY KEY CHECK (hash ~ '^[0-9a-f]{64}$'),
  type text COLLATE "C" NOT NULL CHECK (type IN ('application/pdf', 'image/png', 'image/jpeg')),
  size_bytes integer NOT NULL,
  bytes bytea NOT NULL
);
COMMENT ON COLUMN desk.files.bytes IS 'personal data';
CREATE TABLE desk.file_owners (
  program text COLLATE "C" NOT NULL,
  kind text COLLATE "C" NOT NULL,
  owner text COLLATE "C" NOT NULL,
  hash text COLLATE "C" NOT NULL REFERENCES desk.files (hash),
  name text COLLATE "C" NOT NULL,
  added_at timestamptz NOT NULL,
  PRIMARY KEY (program, kind, owner, hash)
);
COMMENT ON COLUMN desk.file_owners.name IS 'personal data';
CREATE INDEX file_owners_hash ON desk.file_owners (hash);
`,
};
