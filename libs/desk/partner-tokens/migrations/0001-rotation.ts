import type { Migration } from '@ledger/postgres/migrate';

/** A partner's token may have been replaced by another one, beside which it holds for some hours. */
export const tokenRotation: Migration = {
  component: 'desk-partner-tokens',
  number: 1,
  name: 'rotation of partners’ tokens',
  sql: `
ALTER TABLE desk.partner_tokens ADD COLUMN replaced_by text COLLATE "C" REFERENCES desk.partner_tokens (id);
`,
};
