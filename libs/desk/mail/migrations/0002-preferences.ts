import type { Migration } from '@ledger/postgres/migrate';

/** Which mails a person does not want, and how far the log was read for mails. */
export const mailPreferences: Migration = {
  component: 'desk-mail',
  number: 2,
  name: 'preferences of mails, and how far the log is read for them',
  sql: `
CREATE TABLE desk.mail_preferences (
  person text COLLATE "C" NOT NULL,
  program text COLLATE "C" NOT NULL,
  partner text COLLATE "C" NOT NULL,
  unwanted text[] NOT NULL,
  PRIMARY KEY (person, program, partner)
);
COMMENT ON TABLE desk.mail_preferences IS
  'Which mails a person does not want of which of its partners; none: it wants all.';

CREATE TABLE desk.mail_reading (
  one boolean PRIMARY KEY DEFAULT true CHECK (one),
  read_to bigint NOT NULL
);
COMMENT ON TABLE desk.mail_reading IS
  'The position of the log up to which what it tells partners is put into the outbox.';
`,
};
