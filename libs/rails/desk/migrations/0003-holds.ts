import type { Migration } from '@ledger/postgres/migrate';

/** Who stopped sending by a rail, and who let it go on. */
export const railHolds: Migration = {
  component: 'sending',
  number: 3,
  name: 'holds of rails',
  sql: `
CREATE TABLE ledger_sending.holds (
  number bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  rail text COLLATE "C" NOT NULL,
  program text COLLATE "C" NOT NULL,
  held boolean NOT NULL,
  by_whom text NOT NULL,
  reason text NOT NULL,
  at timestamptz NOT NULL DEFAULT clock_timestamp()
);
CREATE INDEX holds_latest ON ledger_sending.holds (program, rail, number DESC);
COMMENT ON TABLE ledger_sending.holds IS
  'Each time that sending by a rail was stopped for a program, or let go on: the latest counts. The ledger knows nothing of it.';
`,
};
