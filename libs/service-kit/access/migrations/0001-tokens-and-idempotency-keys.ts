import type { Migration } from '@ledger/postgres/migrate';

/** Schema `api`: bearer tokens, and which body an idempotency key was first used for. */
export const tokensAndIdempotencyKeys: Migration = {
  component: 'api',
  number: 1,
  name: 'tokens and idempotency keys',
  madeBefore: 'api.tokens',
  sql: `
CREATE SCHEMA IF NOT EXISTS api;
CREATE TABLE api.tokens (
  id text COLLATE "C" PRIMARY KEY,
  name text NOT NULL,
  kind text NOT NULL CHECK (kind IN ('admin', 'ingest', 'finance')),
  topics text[] NOT NULL CHECK (topics <@ ARRAY['checkout', 'revenue', 'partners']),
  hash bytea NOT NULL CHECK (length(hash) = 32),
  created_at timestamptz NOT NULL,
  revoked_at timestamptz,
  CHECK ((kind = 'ingest') = (cardinality(topics) > 0))
);
CREATE TABLE api.idempotency_keys (
  token_id text COLLATE "C" NOT NULL REFERENCES api.tokens (id),
  key text COLLATE "C" NOT NULL,
  body_hash bytea NOT NULL CHECK (length(body_hash) = 32),
  first_used_at timestamptz NOT NULL,
  PRIMARY KEY (token_id, key)
);
`,
};
