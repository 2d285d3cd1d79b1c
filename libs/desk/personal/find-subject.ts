import type { Pool, PoolClient } from 'pg';
import type { EventStore } from '@ledger/event-store/event-store';
import { normalisedEmail } from '@ledger/stages/facts/normalised-email';
import type { PersonalDataConcealer } from '@ledger/runner/personal/conceal-personal-data';
import { emailPattern, type PersonalSubject } from './personal-table';
import { findInLog, type FoundInLog } from './values-in-log';

/** Of whom what is held is asked for: of whoever has an e-mail, or of a partner with its people. */
export type AskedPerson = { readonly email: string } | { readonly program: string; readonly partner: string };

/** Where it is looked for. */
export interface PersonalGround {
  readonly pool: Pool;
  readonly store: EventStore;
  readonly concealer: PersonalDataConcealer;
}

/** A person as tables know it, and what the log has of it. */
export interface FoundSubject {
  readonly subject: PersonalSubject;
  readonly log: FoundInLog;
}

type Query = Pick<Pool | PoolClient, 'query'>;

/** People who are of a partner alone, and not of the staff. */
const ONLY_OF_PARTNER = `
  SELECT m.person FROM desk.memberships m WHERE m.program = $1 AND m.partner = $2
    AND NOT EXISTS (SELECT FROM desk.memberships o WHERE o.person = m.person AND (o.program, o.partner) <> ($1, $2))
    AND NOT EXISTS (SELECT FROM desk.staff_roles r WHERE r.person = m.person)`;
/** Values that are an e-mail, in any spelling, or a text that has it in it as a whole. */
const VALUES_WITH = `
  SELECT ref FROM personal_data.personal_values
  WHERE ref LIKE ANY (SELECT digest || '%@pseudonym.invalid' FROM unnest($1::text[]) AS digest)
    OR EXISTS (SELECT FROM unnest($2::text[]) AS pattern WHERE lower(value) ~ pattern)`;

/** Finds who it is in the tables, and reads the log for what it has of it. */
export async function findSubject(asked: AskedPerson, ground: PersonalGround): Promise<FoundSubject> {
  const { pool } = ground;
  if ('email' in asked) {
    const emails = [normalisedEmail(asked.email)];
    const persons = await column(pool, 'SELECT id AS found FROM desk.people WHERE email_key = ANY($1)', [emails]);
    return looked({ emails, persons, partners: [] }, ground);
  }
  const persons = await column(pool, `SELECT person AS found FROM (${ONLY_OF_PARTNER}) AS m`, [
    asked.program,
    asked.partner,
  ]);
  const known = await column(pool, 'SELECT email_key AS found FROM desk.people WHERE id = ANY($1)', [persons]);
  const first = await looked({ emails: known, persons, partners: [asked] }, ground);
  // Its own e-mails, as its application and contacts have them, are those of its mails and drafts as well.
  const values = await column(
    pool,
    `SELECT value AS found FROM personal_data.personal_values WHERE ref = ANY($1) AND kind = 'email'`,
    [[...first.log.own]],
  );
  const emails = new Set([...known, ...values.map((value) => normalisedEmail(String(JSON.parse(value))))]);
  return { ...first, subject: { ...first.subject, emails: [...emails] } };
}

async function looked(
  { emails, persons, partners }: Omit<PersonalSubject, 'refs' | 'things'>,
  { pool, store, concealer }: PersonalGround,
): Promise<FoundSubject> {
  const digests = emails.map((email) => concealer.refOf(email, 'email').replace(/@.*$/, ''));
  const emailRefs = await column(pool, VALUES_WITH.replace('SELECT ref', 'SELECT ref AS found'), [
    digests,
    emails.map(emailPattern),
  ]);
  const log = await findInLog(store, { emailRefs: new Set(emailRefs), partners }, (refs) => textsOf(pool, refs));
  return { subject: { emails, persons, partners, refs: [...log.own], things: log.things }, log };
}

async function textsOf(query: Query, refs: readonly string[]): Promise<ReadonlyMap<string, string>> {
  if (refs.length === 0) return new Map();
  const { rows } = await query.query<{ ref: string; value: string }>(
    'SELECT ref, value FROM personal_data.personal_values WHERE ref = ANY($1)',
    [refs],
  );
  return new Map(rows.map(({ ref, value }) => [ref, value]));
}

async function column(query: Query, sql: string, parameters: readonly unknown[]): Promise<string[]> {
  const { rows } = await query.query<{ found: string }>(sql, [...parameters]);
  return rows.map(({ found }) => found);
}
