import { leads } from '../../tables/leads';
import { signUps } from '../../tables/sign-ups';
import { readerOf, type StoredRow } from '../../definition/stored-row';
import type { Instant } from '@ledger/kernel/instant';
import type { ProgramSnapshot } from './program-snapshot';
import { Where } from './where';

/** Since when an e-mail is known of a lead or a sign-up, by what stands for it in the read models; null: it is not. */
export async function emailKnownSince(
  { sql, schema, about: { program } }: ProgramSnapshot,
  emailKey: string,
): Promise<number | null> {
  const where = new Where(program).compare('email_key', '=', emailKey);
  const each = ['leads', 'sign_ups'].map((table) => `SELECT at_ms FROM ${schema}.${table} ${where.text}`);
  const first = `SELECT min(at_ms) AS at FROM (${each.join(' UNION ALL ')}) known`;
  const [row] = await sql.rows<{ at: string | null }>(first, where.parameters);
  const at = row?.at ?? null;
  return at === null ? null : Number(at);
}

/** Whose e-mail stands behind a reference, and which fact gave it. */
export interface ProspectEmail {
  readonly id: string;
  readonly emailRef: string;
  readonly at: Instant;
  readonly seq: number;
}

const OF = {
  lead: { table: 'leads', id: leads.columns.referral },
  customer: { table: 'sign_ups', id: signUps.columns.customer },
};

/** The e-mails of leads or of customers that facts after a number gave, in their order. */
export async function prospectEmails(
  { sql, schema, about: { program } }: ProgramSnapshot,
  kind: keyof typeof OF,
  { after, limit }: { readonly after: number; readonly limit: number },
): Promise<readonly ProspectEmail[]> {
  const { table, id } = OF[kind];
  const { emailRef, at, seq } = leads.columns;
  const where = new Where(program).compare('seq', '>=', after + 1).that('email_ref IS NOT NULL');
  const rows = `SELECT ${id.name}, email_ref, at_ms, seq FROM ${schema}.${table} ${where.text} ORDER BY seq LIMIT ${limit}`;
  const read = readerOf<ProspectEmail>({ id, emailRef: emailRef as never, at, seq });
  return (await sql.rows<StoredRow>(rows, where.parameters)).map(read);
}
