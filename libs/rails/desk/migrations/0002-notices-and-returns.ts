import type { Migration } from '@ledger/postgres/migrate';

/** What rails told, until it was heeded, and which transfers were looked at since they settled a payout. */
export const noticesAndReturns: Migration = {
  component: 'sending',
  number: 2,
  name: 'notices of rails, and transfers that came back',
  sql: `
CREATE TABLE ledger_sending.notices (
  rail text COLLATE "C" NOT NULL,
  id text COLLATE "C" NOT NULL,
  type text COLLATE "C" NOT NULL,
  object text COLLATE "C",
  account text COLLATE "C",
  received_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  claimed_until timestamptz NOT NULL DEFAULT '-infinity',
  heeded_at timestamptz,
  outcome text,
  PRIMARY KEY (rail, id)
);
CREATE INDEX notices_to_heed ON ledger_sending.notices (rail, received_at) WHERE heeded_at IS NULL;
COMMENT ON TABLE ledger_sending.notices IS
  'Webhooks of rails, each once: claimed by one process for a while, and heeded when what it is about was read again.';

ALTER TABLE ledger_sending.transfers
  ADD COLUMN settled_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  ADD COLUMN checked_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  ADD COLUMN returned_at timestamptz;
CREATE INDEX transfers_to_check ON ledger_sending.transfers (rail, checked_at) WHERE returned_at IS NULL;
COMMENT ON COLUMN ledger_sending.transfers.checked_at IS
  'When it was last claimed to be read again: whatever no webhook told is found so.';
`,
};
