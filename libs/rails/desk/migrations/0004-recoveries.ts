import type { Migration } from '@ledger/postgres/migrate';

/** Where this ledger lies, and how it went on after it was restored. */
export const recoveries: Migration = {
  component: 'sending',
  number: 4,
  name: 'where a ledger lies, and its recoveries',
  sql: `
CREATE FUNCTION ledger_sending.lies_at() RETURNS text LANGUAGE sql STABLE AS $lies_at$
  SELECT concat_ws(':',
    (SELECT system_identifier FROM pg_control_system()),
    (SELECT timeline_id FROM pg_control_checkpoint()),
    (SELECT oid FROM pg_database WHERE datname = current_database()),
    to_regclass('ledger_events.events')::oid)
$lies_at$;
COMMENT ON FUNCTION ledger_sending.lies_at() IS
  'Cluster, timeline, database and table of the log: another after a restore, a promotion or a copy by dump.';

ALTER TABLE ledger_sending.installation ADD COLUMN lies_at text, ADD COLUMN folder text;
COMMENT ON COLUMN ledger_sending.installation.lies_at IS
  'Where it lay when it sent last; elsewhere nothing is sent until a person says why. folder: that of an embedded server.';

CREATE TABLE ledger_sending.recoveries (
  epoch integer PRIMARY KEY CHECK (epoch > 1),
  mark text COLLATE "C" NOT NULL,
  from_position bigint NOT NULL,
  raised_by text NOT NULL,
  reason text NOT NULL,
  raised_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  live_by text,
  evidence text,
  live_at timestamptz
);
COMMENT ON TABLE ledger_sending.recoveries IS
  'Each time that a restored ledger began an epoch: payouts that stand in the log from from_position on have its keys; nothing is sent before live_at.';

CREATE TABLE ledger_sending.earlier_transfers (
  rail text COLLATE "C" NOT NULL,
  transfer text COLLATE "C" NOT NULL,
  taken_as text NOT NULL CHECK (taken_as IN ('payment', 'other')),
  by_whom text NOT NULL,
  evidence text NOT NULL,
  at timestamptz NOT NULL DEFAULT clock_timestamp(),
  PRIMARY KEY (rail, transfer)
);
COMMENT ON TABLE ledger_sending.earlier_transfers IS
  'What a person decided about transfers of earlier epochs that the restored log did not know.';

CREATE TABLE ledger_sending.moves (
  number bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  lies_at text,
  folder text,
  by_whom text NOT NULL,
  reason text NOT NULL,
  at timestamptz NOT NULL DEFAULT clock_timestamp()
);
COMMENT ON TABLE ledger_sending.moves IS 'Who said that the ledger itself, not a copy of it, lies elsewhere, and from where it came.';
`,
};
