import type { Migration } from '@ledger/postgres/migrate';

/** What was issued to partners, as it was: a row is never changed. */
export const issuedDocuments: Migration = {
  component: 'documents',
  number: 1,
  name: 'issued documents',
  sql: `
CREATE SCHEMA IF NOT EXISTS ledger_documents;
CREATE TABLE ledger_documents.issued (
  program text COLLATE "C" NOT NULL,
  kind text COLLATE "C" NOT NULL,
  partner text COLLATE "C" NOT NULL,
  about text COLLATE "C" NOT NULL,
  language text COLLATE "C" NOT NULL,
  sha256 text COLLATE "C" NOT NULL CHECK (sha256 ~ '^[0-9a-f]{64}$'),
  undrawn text[] NOT NULL,
  bytes bytea NOT NULL,
  issued_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  PRIMARY KEY (program, kind, partner, about, language)
);
COMMENT ON TABLE ledger_documents.issued IS 'Documents that were issued to partners, with their bytes and the hash of these; about: the month, for a statement.';
`,
};
