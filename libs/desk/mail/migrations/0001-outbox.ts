import type { Migration } from '@ledger/postgres/migrate';

/** Mails to be sent, and what became of each. */
export const outbox: Migration = {
  component: 'desk-mail',
  number: 1,
  name: 'outbox of mails',
  sql: `
CREATE SCHEMA IF NOT EXISTS desk;

CREATE TABLE desk.mails (
  id uuid PRIMARY KEY,
  program text COLLATE "C" NOT NULL,
  partner text COLLATE "C",
  template text COLLATE "C" NOT NULL,
  about text COLLATE "C" NOT NULL,
  locale text COLLATE "C" NOT NULL,
  -- personal
  address text COLLATE "C",
  -- personal; JSON text: jsonb would refuse a NUL
  "values" text,
  once bytea NOT NULL UNIQUE CHECK (length(once) = 32),
  state text NOT NULL CHECK (state IN ('waiting', 'sent', 'refused', 'given_up')),
  attempts integer NOT NULL DEFAULT 0,
  queued_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  next_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  ended_at timestamptz,
  reason text
);
CREATE INDEX mails_due ON desk.mails (next_at) WHERE state = 'waiting';
CREATE INDEX mails_of_program ON desk.mails (program, queued_at, id);
CREATE INDEX mails_ended ON desk.mails (ended_at) WHERE address IS NOT NULL;
CREATE INDEX mails_by_address ON desk.mails (lower(address));
COMMENT ON TABLE desk.mails IS
  'The outbox: each mail with what became of it. Personal: address and values, forgotten some time after it ended.';
COMMENT ON COLUMN desk.mails.address IS 'Personal.';
COMMENT ON COLUMN desk.mails."values" IS 'Personal.';
`,
};
