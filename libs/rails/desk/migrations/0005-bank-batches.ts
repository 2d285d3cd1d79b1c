import type { Migration } from '@ledger/postgres/migrate';

/** Payouts by hand: whom they go to, from which account, and in which files they went to a bank. */
export const bankBatches: Migration = {
  component: 'sending',
  number: 5,
  name: 'payees, debtors and bank batches',
  sql: `
CREATE TABLE personal_data.payees (
  program text COLLATE "C" NOT NULL,
  payee text COLLATE "C" NOT NULL,
  name text NOT NULL,
  iban text COLLATE "C" NOT NULL,
  bic text COLLATE "C",
  street text,
  building text,
  postcode text,
  town text,
  country text COLLATE "C",
  PRIMARY KEY (program, payee)
);
COMMENT ON TABLE personal_data.payees IS
  'Whom payouts by hand go to: names, accounts and addresses; erasing a person is deleting its row.';

CREATE TABLE ledger_sending.payee_changes (
  number bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  program text COLLATE "C" NOT NULL,
  payee text COLLATE "C" NOT NULL,
  changed text[] NOT NULL,
  by_whom text NOT NULL,
  at timestamptz NOT NULL DEFAULT clock_timestamp()
);
CREATE INDEX payee_changes_of ON ledger_sending.payee_changes (program, payee, number DESC);
COMMENT ON TABLE ledger_sending.payee_changes IS
  'Who changed which fields of which payee; what was in them is not kept.';

CREATE TABLE ledger_sending.debtors (
  program text COLLATE "C" NOT NULL,
  currency text COLLATE "C" NOT NULL,
  name text NOT NULL,
  iban text COLLATE "C" NOT NULL,
  bic text COLLATE "C",
  street text,
  building text,
  postcode text,
  town text NOT NULL,
  country text COLLATE "C" NOT NULL,
  PRIMARY KEY (program, currency)
);
COMMENT ON TABLE ledger_sending.debtors IS 'From whose account the payouts by hand of a program are paid, by currency.';

CREATE SEQUENCE ledger_sending.batch_numbers;

CREATE TABLE ledger_sending.batches (
  program text COLLATE "C" NOT NULL,
  batch text COLLATE "C" NOT NULL,
  number bigint NOT NULL UNIQUE,
  currency text COLLATE "C" NOT NULL,
  format text COLLATE "C" NOT NULL,
  state text COLLATE "C" NOT NULL CHECK (state IN ('made', 'sent', 'given_up')),
  made_at_ms bigint NOT NULL,
  turned_at_ms bigint,
  turned_by text,
  reason text,
  payments integer NOT NULL CHECK (payments > 0),
  total_minor bigint NOT NULL CHECK (total_minor > 0),
  file_hash text COLLATE "C" NOT NULL CHECK (file_hash ~ '^[0-9a-f]{64}$'),
  file_sealed text COLLATE "C" NOT NULL,
  PRIMARY KEY (program, batch)
);
COMMENT ON TABLE ledger_sending.batches IS
  'Files for banks, with the hash of their bytes; the bytes are sealed with a key that lies with the personal data, under the name of the batch.';

CREATE TABLE ledger_sending.batch_lines (
  program text COLLATE "C" NOT NULL,
  payout text COLLATE "C" NOT NULL,
  attempt integer NOT NULL CHECK (attempt > 0),
  batch text COLLATE "C" NOT NULL,
  partner text COLLATE "C" NOT NULL,
  payee text COLLATE "C" NOT NULL,
  end_to_end_id text COLLATE "C" NOT NULL UNIQUE,
  transfer_group text COLLATE "C" NOT NULL,
  amount_minor bigint NOT NULL CHECK (amount_minor > 0),
  body_hash text COLLATE "C" NOT NULL,
  body_sealed text COLLATE "C" NOT NULL,
  outcome text COLLATE "C" CHECK (outcome IN ('paid', 'failed', 'returned')),
  code text COLLATE "C",
  is_given_up boolean NOT NULL DEFAULT false,
  PRIMARY KEY (program, payout, attempt),
  FOREIGN KEY (program, batch) REFERENCES ledger_sending.batches (program, batch)
);
CREATE UNIQUE INDEX batch_lines_once ON ledger_sending.batch_lines (program, payout) WHERE NOT is_given_up;
CREATE INDEX batch_lines_of_batch ON ledger_sending.batch_lines (program, batch);
COMMENT ON TABLE ledger_sending.batch_lines IS
  'Payouts in batches: each in at most one that was not given up. What the bank did with it follows from outcome.';

CREATE TABLE ledger_sending.batch_answers (
  number bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  end_to_end_id text COLLATE "C" NOT NULL,
  outcome text COLLATE "C" NOT NULL,
  code text COLLATE "C",
  by_whom text NOT NULL,
  evidence text NOT NULL,
  at timestamptz NOT NULL DEFAULT clock_timestamp()
);
COMMENT ON TABLE ledger_sending.batch_answers IS 'Who said what became of a payment, and by what.';
`,
};
