import type { Migration } from '@ledger/postgres/migrate';

/** Tax forms and numbers of partners, sealed, and who looked at them. */
export const taxPapers: Migration = {
  component: 'tax',
  number: 1,
  name: 'tax forms and numbers',
  sql: `
CREATE SCHEMA IF NOT EXISTS personal_data;
CREATE TABLE personal_data.tax_forms (
  program text COLLATE "C" NOT NULL,
  id text COLLATE "C" NOT NULL,
  partner text COLLATE "C" NOT NULL,
  form text COLLATE "C" NOT NULL,
  signed_on date NOT NULL,
  sha256 text COLLATE "C" NOT NULL CHECK (sha256 ~ '^[0-9a-f]{64}$'),
  size_bytes integer NOT NULL CHECK (size_bytes > 0),
  sealed_key bytea NOT NULL,
  sealed bytea NOT NULL,
  added_by text NOT NULL,
  added_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  fact_at timestamptz NOT NULL,
  origin uuid NOT NULL DEFAULT gen_random_uuid(),
  recorded boolean NOT NULL DEFAULT false,
  PRIMARY KEY (program, id)
);
COMMENT ON TABLE personal_data.tax_forms IS
  'The tax forms of partners as they were sent, sealed; recorded: whether the fact of it is in the log. Erasing a partner is deleting its rows here, too.';

CREATE TABLE personal_data.tax_numbers (
  program text COLLATE "C" NOT NULL,
  partner text COLLATE "C" NOT NULL,
  kind text COLLATE "C" NOT NULL,
  country text COLLATE "C" NOT NULL,
  ending text COLLATE "C" NOT NULL,
  sealed_key bytea NOT NULL,
  sealed bytea NOT NULL,
  matching text COLLATE "C" NOT NULL,
  set_by text NOT NULL,
  set_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  PRIMARY KEY (program, partner)
);
CREATE INDEX tax_numbers_matching ON personal_data.tax_numbers (matching);
COMMENT ON TABLE personal_data.tax_numbers IS
  'The tax numbers of partners, sealed; ending: what of it is shown; matching: a keyed hash by which equal ones are found.';

CREATE SCHEMA ledger_tax;
CREATE TABLE ledger_tax.accesses (
  number bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  at timestamptz NOT NULL DEFAULT clock_timestamp(),
  what text COLLATE "C" NOT NULL,
  program text COLLATE "C" NOT NULL,
  partner text COLLATE "C" NOT NULL,
  paper text COLLATE "C",
  by_whom text NOT NULL,
  why text
);
CREATE INDEX accesses_of_partner ON ledger_tax.accesses (program, partner, number);
COMMENT ON TABLE ledger_tax.accesses IS
  'Who put in, looked at or took out which tax form or number of which partner, when and why: rows are only added.';
`,
};
