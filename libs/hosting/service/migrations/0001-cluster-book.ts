import type { Migration } from '@ledger/postgres/migrate';

/** Where each instance stands, for `ledger status`. */
export const clusterBook: Migration = {
  component: 'cluster',
  number: 1,
  name: 'positions and halted lanes',
  madeBefore: 'ledger_cluster.positions',
  sql: `
CREATE SCHEMA IF NOT EXISTS ledger_cluster;
CREATE TABLE ledger_cluster.positions (
  service text NOT NULL,
  program text COLLATE "C" NOT NULL,
  seq bigint NOT NULL,
  fact_number bigint NOT NULL,
  PRIMARY KEY (service, program)
);
COMMENT ON TABLE ledger_cluster.positions IS 'How far each stage has come with each program; for ledger status only.';
CREATE TABLE ledger_cluster.halted_lanes (
  group_id text NOT NULL,
  topic text NOT NULL,
  partition integer NOT NULL,
  state text NOT NULL CHECK (state IN ('waiting', 'stopped')),
  reason text NOT NULL,
  instance text NOT NULL,
  PRIMARY KEY (group_id, topic, partition)
);
COMMENT ON TABLE ledger_cluster.halted_lanes IS 'Lanes that take nothing at the moment, and why; for ledger status only.';
`,
};
