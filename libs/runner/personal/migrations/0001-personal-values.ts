import type { Migration } from '@ledger/postgres/migrate';

/** The table of personal data. */
export const personalValues: Migration = {
  component: 'personal-data',
  number: 1,
  name: 'personal values',
  madeBefore: 'personal_data.personal_values',
  sql: `
CREATE SCHEMA IF NOT EXISTS personal_data;
CREATE TABLE personal_data.personal_values (
  ref text COLLATE "C" PRIMARY KEY,
  kind text NOT NULL,
  -- JSON text as it came: jsonb would refuse a NUL and reorder keys
  value text NOT NULL
);
COMMENT ON TABLE personal_data.personal_values IS
  'The only place with personal data. The streams hold references and keyed pseudonyms; erasing a person is deleting rows here.';
`,
};
