import type { Migration } from '@ledger/postgres/migrate';

/** The key of the pseudonyms by which some partners are shown their customers: made by chance, once. */
export const customerPseudonyms: Migration = {
  component: 'desk-personal',
  number: 1,
  name: 'key of customer pseudonyms',
  sql: `
CREATE SCHEMA IF NOT EXISTS desk;

CREATE TABLE desk.customer_pseudonyms (
  one boolean PRIMARY KEY DEFAULT true CHECK (one),
  key bytea NOT NULL CHECK (length(key) = 32)
);
-- two random UUIDs, of 122 random bits each
INSERT INTO desk.customer_pseudonyms (key)
  VALUES (decode(replace(gen_random_uuid()::text || gen_random_uuid()::text, '-', ''), 'hex'));
COMMENT ON TABLE desk.customer_pseudonyms IS
  'The key of the pseudonyms by which partners without seesCustomerNames are shown their customers; it stays the same for good.';
`,
};
