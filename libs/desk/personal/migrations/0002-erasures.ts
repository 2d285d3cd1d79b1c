import type { Migration } from '@ledger/postgres/migrate';

/** Receipts of erasures: what was found, deleted and kept, in numbers. */
export const erasures: Migration = {
  component: 'desk-personal',
  number: 2,
  name: 'receipts of erasures',
  sql: `
CREATE TABLE desk.erasures (
  id text COLLATE "C" PRIMARY KEY,
  at timestamptz NOT NULL,
  by_whom text COLLATE "C" NOT NULL,
  receipt text NOT NULL,
  sha256 text COLLATE "C" NOT NULL CHECK (sha256 ~ '^[0-9a-f]{64}$')
);
COMMENT ON TABLE desk.erasures IS
  'What was found of persons who were erased, what was deleted and what kept, why and until when: numbers alone, no personal data. Rows are only added.';
`,
};
