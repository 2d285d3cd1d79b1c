import type { Migration } from '@ledger/postgres/migrate';

/** What of leads is not in the log: contacts, what makes a repetition safe, domains by which they are known, and matches that staff dismissed. */
export const deskLeads: Migration = {
  component: 'desk-referrals',
  number: 2,
  name: 'leads, domains by which they are known, and dismissed matches',
  sql: `
CREATE TABLE desk.leads (
  program text COLLATE "C" NOT NULL,
  referral text COLLATE "C" NOT NULL,
  partner text COLLATE "C" NOT NULL,
  once text COLLATE "C" NOT NULL,
  external_id text COLLATE "C",
  content_hash text COLLATE "C" NOT NULL,
  contact text NOT NULL,
  note text,
  known_since date,
  at_ms bigint NOT NULL,
  submitted_by text COLLATE "C" NOT NULL,
  PRIMARY KEY (program, referral),
  UNIQUE (program, partner, once)
);
COMMENT ON TABLE desk.leads IS 'Leads as they were handed in, beside what the log has of them. Personal: contact, note.';
COMMENT ON COLUMN desk.leads.contact IS 'Personal.';
COMMENT ON COLUMN desk.leads.note IS 'Personal.';
COMMENT ON COLUMN desk.leads.once IS 'By which the same is known again: what its sender calls it, or a digest of its row.';

CREATE TABLE desk.known_domains (
  program text COLLATE "C" NOT NULL,
  domain text COLLATE "C" NOT NULL,
  kind text COLLATE "C" NOT NULL CHECK (kind IN ('lead', 'customer')),
  id text COLLATE "C" NOT NULL,
  at_ms bigint NOT NULL,
  PRIMARY KEY (program, domain, kind, id)
);
CREATE INDEX known_domains_of ON desk.known_domains (program, kind, id);
COMMENT ON TABLE desk.known_domains IS 'Domains of companies by leads and sign-ups; none of a provider of mailboxes. Personal: domain.';
COMMENT ON COLUMN desk.known_domains.domain IS 'Personal.';

CREATE TABLE desk.known_domains_until (
  program text COLLATE "C" NOT NULL,
  kind text COLLATE "C" NOT NULL CHECK (kind IN ('lead', 'customer')),
  seq bigint NOT NULL,
  PRIMARY KEY (program, kind)
);

CREATE TABLE desk.dismissed_matches (
  program text COLLATE "C" NOT NULL,
  referral text COLLATE "C" NOT NULL,
  customer text COLLATE "C" NOT NULL,
  dismissed_at timestamptz NOT NULL,
  dismissed_by text COLLATE "C" NOT NULL,
  PRIMARY KEY (program, referral, customer)
);
`,
};
