import type { Migration } from '@ledger/postgres/migrate';

/** What comparing log and rails showed, and whose turn it is to compare next. */
export const reconciliations: Migration = {
  component: 'reconciliation',
  number: 1,
  name: 'reconciliations of log and rails',
  sql: `
CREATE SCHEMA ledger_reconciliation;

CREATE TABLE ledger_reconciliation.reports (
  number bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  rail text COLLATE "C" NOT NULL,
  program text COLLATE "C",
  looked_by text NOT NULL,
  looked_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  report jsonb NOT NULL
);
CREATE INDEX reports_latest ON ledger_reconciliation.reports (rail, number DESC);
COMMENT ON TABLE ledger_reconciliation.reports IS
  'Who compared the log with a rail when, and what differed; program: of that one alone, null: of all.';

CREATE TABLE ledger_reconciliation.turns (
  rail text COLLATE "C" PRIMARY KEY,
  next_at timestamptz NOT NULL
);
COMMENT ON TABLE ledger_reconciliation.turns IS
  'When a rail is compared next, by whichever process comes first.';
`,
};
