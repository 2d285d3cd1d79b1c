import type { Pool, PoolClient } from 'pg';

/** What was done with a tax paper. */
export const PAPER_ACTS = ['form_added', 'form_downloaded', 'tin_set', 'tin_revealed'] as const;
export type PaperAct = (typeof PAPER_ACTS)[number];

/** A partner within its program. */
export interface PartnerName {
  readonly program: string;
  readonly partner: string;
}

/** Who does something, and why. */
export interface Person {
  readonly by: string;
  /** null: what is done says it by itself. */
  readonly why: string | null;
}

/** What somebody did with a tax paper of a partner. */
export interface PaperAccess extends PartnerName, Person {
  readonly what: PaperAct;
  /** The form; null: it was the number. */
  readonly paper: string | null;
  readonly at: Date;
}

const NOTE =
  'INSERT INTO ledger_tax.accesses (what, program, partner, paper, by_whom, why) VALUES ($1, $2, $3, $4, $5, $6)';
const LIST = `
  SELECT what, program, partner, paper, by_whom AS by, why, at FROM ledger_tax.accesses
  WHERE ($1::text IS NULL OR program = $1) AND ($2::text IS NULL OR partner = $2)
  ORDER BY number DESC LIMIT $3`;

/** Notes what is about to be done: durable before anything is shown, or together with what is kept. */
export async function noteAccess(sql: Pool | PoolClient, access: Omit<PaperAccess, 'at'>): Promise<void> {
  const { what, program, partner, paper, by, why } = access;
  await sql.query(NOTE, [what, program, partner, paper, by, why]);
}

/** What was done, the latest first. */
export async function listAccesses(
  pool: Pool,
  {
    program,
    partner,
    limit,
  }: { readonly program?: string | undefined; readonly partner?: string | undefined; readonly limit: number },
): Promise<PaperAccess[]> {
  const { rows } = await pool.query<PaperAccess>(LIST, [program ?? null, partner ?? null, limit]);
  return rows;
}
