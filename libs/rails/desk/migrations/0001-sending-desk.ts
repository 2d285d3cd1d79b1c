import type { Migration } from '@ledger/postgres/migrate';

/** What the senders of payouts share beside the log. */
export const sendingDesk: Migration = {
  component: 'sending',
  number: 1,
  name: 'leases, transfers and keys of payouts',
  sql: `
CREATE SCHEMA ledger_sending;

CREATE TABLE ledger_sending.installation (
  one_row boolean PRIMARY KEY DEFAULT true CHECK (one_row),
  id text COLLATE "C" NOT NULL,
  epoch integer NOT NULL DEFAULT 1 CHECK (epoch > 0)
);
COMMENT ON TABLE ledger_sending.installation IS
  'The id of this ledger in the keys of its transfers, made once; every restore of an earlier state raises the epoch.';

CREATE TABLE ledger_sending.leases (
  program text COLLATE "C" NOT NULL,
  payout text COLLATE "C" NOT NULL,
  fence bigint NOT NULL CHECK (fence > 0),
  holder text COLLATE "C" NOT NULL,
  ends_at timestamptz NOT NULL,
  PRIMARY KEY (program, payout)
);
COMMENT ON TABLE ledger_sending.leases IS
  'Who works on which payout until when, by the clock of this server; each sender that takes one over has a greater number.';

CREATE TABLE ledger_sending.transfers (
  rail text COLLATE "C" NOT NULL,
  transfer text COLLATE "C" NOT NULL,
  program text COLLATE "C" NOT NULL,
  payout text COLLATE "C" NOT NULL,
  PRIMARY KEY (rail, transfer)
);
COMMENT ON TABLE ledger_sending.transfers IS
  'Which payout a transfer of a rail settled: one settles at most one.';

CREATE TABLE personal_data.payout_keys (
  program text COLLATE "C" NOT NULL,
  payout text COLLATE "C" NOT NULL,
  key bytea NOT NULL,
  PRIMARY KEY (program, payout)
);
COMMENT ON TABLE personal_data.payout_keys IS
  'With what the bytes of a payout’s requests are sealed in the log; erasing a person is deleting its rows here, too.';
`,
};
