import type { Migration } from '@ledger/postgres/migrate';

/** What publishing terms would change, worked out beside the log, and whom it was announced to. */
export const termsPreviews: Migration = {
  component: 'desk-terms',
  number: 1,
  name: 'previews of terms, one computed at a time',
  sql: `
CREATE SCHEMA IF NOT EXISTS desk;

CREATE TABLE desk.terms_previews (
  id text COLLATE "C" PRIMARY KEY,
  program text COLLATE "C" NOT NULL,
  version integer NOT NULL,
  hash text COLLATE "C" NOT NULL,
  acknowledge boolean NOT NULL,
  terms text NOT NULL,
  changes text NOT NULL,
  asked_by text COLLATE "C" NOT NULL,
  asked_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  state text COLLATE "C" NOT NULL DEFAULT 'waiting'
    CHECK (state IN ('waiting', 'running', 'done', 'failed', 'cancelled')),
  run uuid,
  seen_at timestamptz,
  done bigint NOT NULL DEFAULT 0,
  total bigint NOT NULL DEFAULT 0,
  ended_at timestamptz,
  effect text,
  failure text,
  publishing_at timestamptz,
  published_by text COLLATE "C",
  announced_at timestamptz
);
COMMENT ON COLUMN desk.terms_previews.terms IS 'The canonical terms, as terms.published holds them, as JSON text.';
COMMENT ON COLUMN desk.terms_previews.run IS 'Of the process that computes it; seen_at: when that last said so.';
CREATE INDEX terms_previews_of ON desk.terms_previews (program, asked_at DESC);
CREATE UNIQUE INDEX terms_previews_one_at_a_time ON desk.terms_previews ((true)) WHERE state = 'running';
CREATE INDEX terms_previews_open ON desk.terms_previews (asked_at) WHERE state IN ('waiting', 'running');
CREATE INDEX terms_previews_to_announce ON desk.terms_previews (publishing_at)
  WHERE publishing_at IS NOT NULL AND announced_at IS NULL;
`,
};
