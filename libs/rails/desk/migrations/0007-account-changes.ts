import type { Migration } from '@ledger/postgres/migrate';

/** When accounts changed by the program's clock, for the wait of a new one; and who said from which account a program pays. */
export const accountChanges: Migration = {
  component: 'sending',
  number: 7,
  name: 'when payees’ accounts changed, and who changed debtors',
  sql: `
ALTER TABLE ledger_sending.payee_changes ADD COLUMN clock_ms bigint;
COMMENT ON COLUMN ledger_sending.payee_changes.clock_ms IS
  'What the clock showed by which payouts of the program are sent; null: changed by an earlier release, at by this server.';

CREATE TABLE ledger_sending.debtor_changes (
  number bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  program text COLLATE "C" NOT NULL,
  currency text COLLATE "C" NOT NULL,
  name text NOT NULL,
  iban text COLLATE "C" NOT NULL,
  bic text COLLATE "C",
  by_whom text NOT NULL,
  at timestamptz NOT NULL DEFAULT clock_timestamp()
);
CREATE INDEX debtor_changes_of ON ledger_sending.debtor_changes (program, currency, number DESC);
COMMENT ON TABLE ledger_sending.debtor_changes IS
  'Every account that a program paid a currency from, and who said so.';
`,
};
