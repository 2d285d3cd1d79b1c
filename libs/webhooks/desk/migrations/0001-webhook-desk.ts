import type { Migration } from '@ledger/postgres/migrate';

/** Where outputs are posted to, and what became of each. */
export const webhookDesk: Migration = {
  component: 'webhooks',
  number: 1,
  name: 'endpoints of webhooks and their deliveries',
  sql: `
CREATE SCHEMA ledger_webhooks;

CREATE TABLE ledger_webhooks.endpoints (
  id text COLLATE "C" PRIMARY KEY,
  url text NOT NULL,
  secret text NOT NULL,
  program text COLLATE "C",
  types text[] NOT NULL,
  read_to bigint NOT NULL,
  added_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  removed_at timestamptz
);
COMMENT ON TABLE ledger_webhooks.endpoints IS
  'Where outputs are posted to. What is in the log up to read_to is noted for delivery, or not wanted there.';

CREATE TABLE ledger_webhooks.deliveries (
  endpoint text COLLATE "C" NOT NULL REFERENCES ledger_webhooks.endpoints,
  event uuid NOT NULL,
  position bigint NOT NULL,
  program text COLLATE "C" NOT NULL,
  type text COLLATE "C" NOT NULL,
  state text NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'delivered', 'given_up')),
  attempts integer NOT NULL DEFAULT 0,
  next_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  ended_at timestamptz,
  last_status integer,
  last_error text,
  PRIMARY KEY (endpoint, event)
);
CREATE INDEX deliveries_due ON ledger_webhooks.deliveries (endpoint, next_at) WHERE state = 'waiting';
CREATE INDEX deliveries_ended ON ledger_webhooks.deliveries (ended_at) WHERE state <> 'waiting';
COMMENT ON TABLE ledger_webhooks.deliveries IS
  'Each output that an endpoint wants, and what became of it. Its body is made from the log again at each attempt.';
`,
};
