import type { Migration } from '@ledger/postgres/migrate';

/**
 * Ingest tokens may be for the topic of payouts too. That of the command line, which is for every topic, is for this one
 * as well: it is kept in the data folder, and `ledger ingest` goes on with it.
 */
export const tokensForPayouts: Migration = {
  component: 'api',
  number: 2,
  name: 'tokens for payouts',
  sql: `
ALTER TABLE api.tokens DROP CONSTRAINT tokens_topics_check;
ALTER TABLE api.tokens ADD CONSTRAINT tokens_topics_check
  CHECK (topics <@ ARRAY['checkout', 'revenue', 'partners', 'payouts']);
UPDATE api.tokens SET topics = topics || ARRAY['payouts']
  WHERE kind = 'ingest' AND name = 'ledger ingest' AND topics @> ARRAY['checkout', 'revenue', 'partners'];
`,
};
