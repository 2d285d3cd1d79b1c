import type { Migration } from '@ledger/postgres/migrate';

/** What of links is not in the log: which are archived, and clicks on their way into it. */
export const deskLinks: Migration = {
  component: 'desk-referrals',
  number: 1,
  name: 'archived links, and clicks that wait to be recorded',
  sql: `
CREATE SCHEMA IF NOT EXISTS desk;
CREATE TABLE desk.archived_links (
  program text COLLATE "C" NOT NULL,
  code_key text COLLATE "C" NOT NULL,
  archived_at timestamptz NOT NULL,
  archived_by text COLLATE "C" NOT NULL,
  PRIMARY KEY (program, code_key)
);
CREATE TABLE desk.waiting_clicks (
  click_id text COLLATE "C" PRIMARY KEY,
  program text COLLATE "C" NOT NULL,
  code text COLLATE "C" NOT NULL,
  clicked_at timestamptz NOT NULL
);
CREATE INDEX waiting_clicks_in_order ON desk.waiting_clicks (clicked_at, click_id);
COMMENT ON TABLE desk.waiting_clicks IS
  'Clicks that the ledger did not take in time; a row goes when it is recorded. Nothing in it is of a person.';
`,
};
