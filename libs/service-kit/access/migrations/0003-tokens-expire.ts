import type { Migration } from '@ledger/postgres/migrate';

/**
 * Tokens may expire, and be for one program. What step 2 gave by name alone it takes back: anybody may have called a
 * token `ledger ingest`. The command line's own gets the topic of payouts when it is used next, by whoever holds it.
 */
export const tokensExpire: Migration = {
  component: 'api',
  number: 3,
  name: 'tokens expire and are for one program',
  sql: `
ALTER TABLE api.tokens ADD COLUMN expires_at timestamptz, ADD COLUMN program text COLLATE "C";
UPDATE api.tokens SET topics = array_remove(topics, 'payouts')
  WHERE kind = 'ingest' AND name = 'ledger ingest'
    AND topics @> ARRAY['checkout', 'revenue', 'partners', 'payouts'];
`,
};
