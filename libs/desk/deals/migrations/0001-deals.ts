import { LOCKS_SCHEMA } from '@ledger/postgres/locks';
import type { Migration } from '@ledger/postgres/migrate';

/** Conflicts with their logs, hand-overs with their progress, and the lock of what is done about deals in turn. */
export const deals: Migration = {
  component: 'desk-deals',
  number: 1,
  name: 'conflicts and hand-overs',
  sql: `
CREATE SCHEMA IF NOT EXISTS desk;
CREATE SCHEMA IF NOT EXISTS ${LOCKS_SCHEMA};
CREATE TABLE ${LOCKS_SCHEMA}.desk_deals ();

CREATE TABLE desk.conflicts (
  number integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  program text COLLATE "C" NOT NULL,
  customer text COLLATE "C" NOT NULL,
  origin text NOT NULL CHECK (origin IN ('claims', 'dispute')),
  partners text[] NOT NULL,
  opened_at_ms bigint NOT NULL,
  opened_seq bigint NOT NULL,
  taken_at_ms bigint,
  taken_by text COLLATE "C",
  settled_at_ms bigint,
  settled_by text COLLATE "C",
  outcome text CHECK (outcome IN ('overridden', 'left', 'lapsed')),
  reason text,
  CHECK ((settled_at_ms IS NULL) = (outcome IS NULL))
);
CREATE UNIQUE INDEX conflicts_open ON desk.conflicts (program, customer) WHERE settled_at_ms IS NULL;
CREATE INDEX conflicts_of_customer ON desk.conflicts (program, customer, number);
COMMENT ON TABLE desk.conflicts IS
  'Conflicts of partners over a customer: at most one is open. Times are those of the program''s clock. reason may name persons.';
COMMENT ON COLUMN desk.conflicts.opened_seq IS
  'The last fact of the program when it was opened: an override behind it decides it.';

CREATE TABLE desk.conflict_entries (
  conflict integer NOT NULL REFERENCES desk.conflicts (number),
  number integer NOT NULL CHECK (number > 0),
  kind text NOT NULL CHECK (kind IN ('opened', 'dispute', 'message', 'taken', 'settled')),
  at_ms bigint NOT NULL,
  by_whom text COLLATE "C",
  by_partner text COLLATE "C",
  for_partner text COLLATE "C",
  words text,
  files text[] NOT NULL DEFAULT '{}',
  PRIMARY KEY (conflict, number)
);
COMMENT ON TABLE desk.conflict_entries IS
  'The log of a conflict: only added to. Personal: words. by_partner: who of the partners said it; for_partner: whom staff said it to; files: hashes of its files in desk.files.';

CREATE TABLE desk.handovers (
  id text COLLATE "C" PRIMARY KEY CHECK (id ~ '^ho_[0-9a-f]{20}$'),
  program text COLLATE "C" NOT NULL,
  from_partner text COLLATE "C" NOT NULL,
  to_partner text COLLATE "C" NOT NULL,
  from_ms bigint NOT NULL,
  evidence text NOT NULL,
  asked_by text COLLATE "C" NOT NULL,
  asked_at_ms bigint NOT NULL,
  ended_at_ms bigint
);
CREATE INDEX handovers_of_program ON desk.handovers (program, asked_at_ms DESC, id);
CREATE INDEX handovers_under_way ON desk.handovers (id) WHERE ended_at_ms IS NULL;
COMMENT ON TABLE desk.handovers IS
  'All customers of a partner handed over to another from a time on. Personal: evidence, which may name persons.';

CREATE TABLE desk.handover_steps (
  handover text COLLATE "C" NOT NULL REFERENCES desk.handovers (id),
  number integer NOT NULL CHECK (number > 0),
  customer text COLLATE "C" NOT NULL,
  from_ms bigint NOT NULL,
  credits text NOT NULL,
  state text NOT NULL CHECK (state IN ('waiting', 'recorded', 'rejected')),
  position text,
  refusal text,
  PRIMARY KEY (handover, number)
);
COMMENT ON TABLE desk.handover_steps IS
  'The overrides of a hand-over, each a fact under a key of its own: one that was offered before a crash is offered again and known again. credits: JSON.';
`,
};
