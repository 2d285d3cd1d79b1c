import type { Migration } from '@ledger/postgres/migrate';

/** Which accounts were made at rails for partners. */
export const onboardings: Migration = {
  component: 'sending',
  number: 6,
  name: 'accounts of partners that were made at rails',
  sql: `
CREATE TABLE personal_data.onboardings (
  rail text COLLATE "C" NOT NULL,
  program text COLLATE "C" NOT NULL,
  partner text COLLATE "C" NOT NULL,
  key text COLLATE "C" NOT NULL,
  country text COLLATE "C" NOT NULL,
  account text COLLATE "C",
  asked_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  ready_at timestamptz,
  PRIMARY KEY (rail, program, partner),
  UNIQUE (rail, account)
);
COMMENT ON TABLE personal_data.onboardings IS
  'An account that was asked for at a rail, recorded before it was; erasing a person is deleting its row here, too.';
`,
};
