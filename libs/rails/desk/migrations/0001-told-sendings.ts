import type { Migration } from '@ledger/postgres/migrate';

/** Up to where in the log a cluster's topic was told which payouts were sent. */
export const toldSendings: Migration = {
  component: 'telling',
  number: 1,
  name: 'what was told of sent payouts',
  sql: `
CREATE TABLE ledger_sending.told (
  one_row boolean PRIMARY KEY DEFAULT true CHECK (one_row),
  position bigint NOT NULL CHECK (position >= 0)
);
COMMENT ON TABLE ledger_sending.told IS
  'The position of the log up to which the public topic was told which payouts were sent; whoever locks the row tells on.';
`,
};
