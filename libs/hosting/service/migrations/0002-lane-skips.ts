import type { Migration } from '@ledger/postgres/migrate';

/** At which record a lane is stopped, and which records somebody had put aside: rows of the latter are never deleted. */
export const laneSkips: Migration = {
  component: 'cluster',
  number: 2,
  name: 'records that are put aside',
  sql: `
ALTER TABLE ledger_cluster.halted_lanes ADD COLUMN record text;
CREATE TABLE ledger_cluster.lane_skips (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  record text COLLATE "C" NOT NULL,
  reason text NOT NULL,
  asked_by text NOT NULL,
  asked_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  answer text CHECK (answer IN ('put aside', 'refused', 'withdrawn')),
  detail text,
  answered_at timestamptz
);
COMMENT ON TABLE ledger_cluster.lane_skips IS 'Records that somebody had put aside, or wanted to (ledger lanes skip): who, when, why, and what came of it.';
`,
};
