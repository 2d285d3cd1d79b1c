import type { Migration } from '@ledger/postgres/migrate';

/** Versions of what was issued, for how long it is kept, who holds it for longer, and what is known of who is billed. */
export const keptDocuments: Migration = {
  component: 'documents',
  number: 2,
  name: 'versions, retention and holds of documents, and billing data',
  sql: `
ALTER TABLE ledger_documents.issued
  ADD COLUMN version integer NOT NULL DEFAULT 1 CHECK (version > 0),
  ADD COLUMN id bigint GENERATED ALWAYS AS IDENTITY UNIQUE,
  ADD COLUMN held boolean NOT NULL DEFAULT false,
  ADD COLUMN purged_at timestamptz,
  ALTER COLUMN bytes DROP NOT NULL,
  DROP CONSTRAINT issued_pkey,
  ADD PRIMARY KEY (program, kind, partner, about, language, version),
  ADD CONSTRAINT issued_or_purged CHECK ((bytes IS NULL) = (purged_at IS NOT NULL) AND NOT (held AND bytes IS NULL));
COMMENT ON TABLE ledger_documents.issued IS
  'Documents that were issued to partners, with their bytes and the hash of these; about: the month of a statement, the number of a payout’s document; language json: what a document says, as data. Purged, the hash stays.';

CREATE TABLE ledger_documents.acts (
  number bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  document bigint NOT NULL REFERENCES ledger_documents.issued (id),
  act text COLLATE "C" NOT NULL CHECK (act IN ('reissue', 'hold', 'release', 'purge')),
  by_whom text NOT NULL,
  reason text NOT NULL,
  at timestamptz NOT NULL DEFAULT clock_timestamp()
);
CREATE INDEX acts_on_document ON ledger_documents.acts (document, number);
COMMENT ON TABLE ledger_documents.acts IS 'What persons did to documents that were issued: nothing is taken away from here.';

CREATE TABLE ledger_documents.retention (
  number bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  program text COLLATE "C" NOT NULL,
  years integer NOT NULL CHECK (years BETWEEN 1 AND 100),
  by_whom text NOT NULL,
  at timestamptz NOT NULL DEFAULT clock_timestamp()
);
CREATE INDEX retention_latest ON ledger_documents.retention (program, number DESC);
COMMENT ON TABLE ledger_documents.retention IS
  'For how many years after the one in which it was issued a document of a program is kept: the latest counts.';

CREATE SCHEMA IF NOT EXISTS personal_data;
CREATE TABLE personal_data.billing_parties (
  number bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  program text COLLATE "C" NOT NULL,
  partner text COLLATE "C" NOT NULL,
  holds_from date NOT NULL,
  legal_name text NOT NULL,
  street text NOT NULL,
  postcode text NOT NULL,
  town text NOT NULL,
  country text COLLATE "C" NOT NULL,
  vat_id text,
  tax_id text,
  is_registered boolean NOT NULL,
  by_whom text NOT NULL,
  noted_at timestamptz NOT NULL DEFAULT clock_timestamp()
);
CREATE INDEX billing_parties_of_partner ON personal_data.billing_parties (program, partner);
COMMENT ON TABLE personal_data.billing_parties IS
  'Who is named on documents, from which day on; partner empty: the program itself. Erasing a person is deleting its rows here, too.';

CREATE TABLE personal_data.self_billing_consents (
  number bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  program text COLLATE "C" NOT NULL,
  partner text COLLATE "C" NOT NULL,
  holds_from date NOT NULL,
  agrees boolean NOT NULL,
  evidence text NOT NULL,
  by_whom text NOT NULL,
  noted_at timestamptz NOT NULL DEFAULT clock_timestamp()
);
CREATE INDEX self_billing_consents_of_partner ON personal_data.self_billing_consents (program, partner);
COMMENT ON TABLE personal_data.self_billing_consents IS
  'Whether a partner agrees to self-billing, from which day on, and by what that is known.';
`,
};
