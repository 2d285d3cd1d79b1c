import type { Migration } from '@ledger/postgres/migrate';

/** What decisions of people rest on, beside the ledger: nothing of it is changed, only what the ledger answered is added. */
export const evidence: Migration = {
  component: 'evidence',
  number: 1,
  name: 'evidence of decisions',
  sql: `
CREATE SCHEMA ledger_evidence;

CREATE TABLE ledger_evidence.files (
  sha256 text COLLATE "C" PRIMARY KEY CHECK (sha256 ~ '^[0-9a-f]{64}$'),
  bytes bytea NOT NULL
);
COMMENT ON TABLE ledger_evidence.files IS
  'What was handed in as evidence, by the hash of its bytes; the log names none of it, so erasing is deleting rows.';

CREATE TABLE ledger_evidence.decisions (
  number bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  program text COLLATE "C" NOT NULL,
  source text COLLATE "C" NOT NULL,
  event text COLLATE "C" NOT NULL,
  type text COLLATE "C" NOT NULL,
  partner text COLLATE "C" NOT NULL,
  sha256 text COLLATE "C" NOT NULL,
  name text,
  by_whom text NOT NULL,
  at timestamptz NOT NULL DEFAULT clock_timestamp(),
  answer text
);
CREATE INDEX evidence_of_program ON ledger_evidence.decisions (program, number);
COMMENT ON TABLE ledger_evidence.decisions IS
  'Who offered which fact to the ledger on what evidence, kept before it was offered; answer: what the ledger said, null: nobody heard.';
`,
};
