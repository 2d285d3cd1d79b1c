import type { Migration } from '@ledger/postgres/migrate';

/** What staff did: written before it is done, completed when it is. */
export const audit: Migration = {
  component: 'desk-audit',
  number: 1,
  name: 'audit of staff actions',
  sql: `
CREATE SCHEMA IF NOT EXISTS desk;

CREATE TABLE desk.audit_entries (
  number bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  at timestamptz NOT NULL,
  principal text COLLATE "C" NOT NULL,
  required_right text COLLATE "C" NOT NULL,
  method text COLLATE "C" NOT NULL,
  route text COLLATE "C" NOT NULL,
  params jsonb NOT NULL,
  program text COLLATE "C",
  address text COLLATE "C",
  request_id text COLLATE "C" NOT NULL,
  status integer,
  state_before jsonb,
  state_after jsonb,
  ended_at timestamptz
);
CREATE INDEX audit_entries_of_program ON desk.audit_entries (program, number DESC);
CREATE INDEX audit_entries_of_principal ON desk.audit_entries (principal, number DESC);
COMMENT ON TABLE desk.audit_entries IS
  'Who of the staff did what, from where, when, and what was so before and after; an entry without status was cut off. No personal data but the address that a request came from.';
`,
};
