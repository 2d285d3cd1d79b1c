import type { Migration } from '@ledger/postgres/migrate';

/** Applications as they are typed, submitted and decided. */
export const applications: Migration = {
  component: 'desk-applications',
  number: 1,
  name: 'applications',
  sql: `
CREATE SCHEMA IF NOT EXISTS desk;
CREATE TABLE desk.applications (
  program text COLLATE "C" NOT NULL,
  id text COLLATE "C" NOT NULL CHECK (id ~ '^drf_[0-9a-z]{16}$'),
  partner text COLLATE "C" NOT NULL,
  partner_type text COLLATE "C" NOT NULL,
  locale text COLLATE "C" NOT NULL,
  answers text NOT NULL,
  files text NOT NULL,
  submitted text,
  version integer NOT NULL,
  secret_hashes text[] COLLATE "C" NOT NULL,
  created_at timestamptz NOT NULL,
  changed_at timestamptz NOT NULL,
  expires_at timestamptz,
  tracking_id text COLLATE "C" UNIQUE,
  state text COLLATE "C" NOT NULL
    CHECK (state IN ('draft', 'submitted', 'info_requested', 'approved', 'rejected')),
  submissions integer NOT NULL,
  submitted_at timestamptz,
  due_at timestamptz,
  decisions integer NOT NULL,
  decided_at timestamptz,
  decided_by text COLLATE "C",
  reason text,
  code text COLLATE "C",
  tax_form text,
  pending text,
  pending_since timestamptz,
  PRIMARY KEY (program, id),
  UNIQUE (program, partner),
  CHECK ((pending IS NULL) = (pending_since IS NULL))
);
COMMENT ON TABLE desk.applications IS
  'Applications of partners: answers, files, submitted, reason and pending are personal data.';
CREATE INDEX applications_due ON desk.applications (program, due_at, id) WHERE tracking_id IS NOT NULL;
CREATE INDEX applications_pending ON desk.applications (pending_since) WHERE pending IS NOT NULL;
CREATE INDEX applications_expiring ON desk.applications (expires_at) WHERE expires_at IS NOT NULL;
`,
};
