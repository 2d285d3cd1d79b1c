import type { Migration } from '@ledger/postgres/migrate';

/** Persons, what they may do, and the tokens by which they and partners' machines are known. */
export const people: Migration = {
  component: 'desk-people',
  number: 1,
  name: 'persons, roles, memberships and their tokens',
  sql: `
CREATE SCHEMA IF NOT EXISTS desk;

CREATE TABLE desk.people (
  id text COLLATE "C" PRIMARY KEY CHECK (id ~ '^per_[0-9a-z]{16}$'),
  email text NOT NULL,
  email_key text COLLATE "C" NOT NULL UNIQUE,
  name text,
  locale text COLLATE "C",
  created_at timestamptz NOT NULL,
  created_by text COLLATE "C" NOT NULL,
  disabled_at timestamptz
);
COMMENT ON TABLE desk.people IS
  'Persons of staff and partners: email, email_key and name are personal data. The id is what facts name.';

CREATE TABLE desk.staff_roles (
  person text COLLATE "C" NOT NULL REFERENCES desk.people (id),
  program text COLLATE "C" NOT NULL,
  role text COLLATE "C" NOT NULL,
  given_at timestamptz NOT NULL,
  given_by text COLLATE "C" NOT NULL,
  PRIMARY KEY (person, program, role)
);
COMMENT ON COLUMN desk.staff_roles.program IS 'Empty: for all programs.';

CREATE TABLE desk.memberships (
  person text COLLATE "C" NOT NULL REFERENCES desk.people (id),
  program text COLLATE "C" NOT NULL,
  partner text COLLATE "C" NOT NULL,
  role text COLLATE "C" NOT NULL,
  given_at timestamptz NOT NULL,
  given_by text COLLATE "C" NOT NULL,
  PRIMARY KEY (person, program, partner)
);
CREATE INDEX memberships_of_partner ON desk.memberships (program, partner);

CREATE TABLE desk.person_tokens (
  id text COLLATE "C" PRIMARY KEY,
  person text COLLATE "C" NOT NULL REFERENCES desk.people (id),
  name text NOT NULL,
  hash bytea NOT NULL CHECK (length(hash) = 32),
  created_at timestamptz NOT NULL,
  created_by text COLLATE "C" NOT NULL,
  expires_at timestamptz,
  revoked_at timestamptz,
  last_used_at timestamptz
);
CREATE INDEX person_tokens_of ON desk.person_tokens (person);

CREATE TABLE desk.partner_tokens (
  id text COLLATE "C" PRIMARY KEY,
  program text COLLATE "C" NOT NULL,
  partner text COLLATE "C" NOT NULL,
  name text NOT NULL,
  scopes text[] NOT NULL CHECK (cardinality(scopes) > 0),
  hash bytea NOT NULL CHECK (length(hash) = 32),
  created_at timestamptz NOT NULL,
  created_by text COLLATE "C" NOT NULL,
  expires_at timestamptz,
  revoked_at timestamptz,
  last_used_at timestamptz
);
CREATE INDEX partner_tokens_of ON desk.partner_tokens (program, partner);
`,
};
