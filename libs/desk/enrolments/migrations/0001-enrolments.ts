import type { Migration } from '@ledger/postgres/migrate';

/** Partners who enrol themselves, until their e-mail is verified. */
export const enrolments: Migration = {
  component: 'desk-enrolments',
  number: 1,
  name: 'enrolments of partners themselves',
  sql: `
CREATE SCHEMA IF NOT EXISTS desk;
CREATE TABLE desk.enrolments (
  program text COLLATE "C" NOT NULL,
  id text COLLATE "C" NOT NULL CHECK (id ~ '^enr_[0-9a-z]{16}$'),
  partner text COLLATE "C" NOT NULL,
  partner_type text COLLATE "C" NOT NULL,
  locale text COLLATE "C" NOT NULL,
  name text,
  company text,
  email text NOT NULL,
  secret_hash text COLLATE "C" NOT NULL,
  address_hash text COLLATE "C" NOT NULL,
  created_at timestamptz NOT NULL,
  expires_at timestamptz NOT NULL,
  fact_at timestamptz,
  enrolled_at timestamptz,
  code text COLLATE "C",
  PRIMARY KEY (program, id)
);
COMMENT ON TABLE desk.enrolments IS 'name, company, email and address_hash are personal data.';
CREATE INDEX enrolments_of_address ON desk.enrolments (program, address_hash, created_at);
CREATE INDEX enrolments_expiring ON desk.enrolments (expires_at) WHERE enrolled_at IS NULL;
`,
};
