import type { Pool } from 'pg';
import type { MailState } from './mail.entity';
import type { MailLocale, MailTemplate } from './mail-templates';

/** What became of a mail. */
export interface ListedMail {
  readonly id: string;
  readonly program: string;
  readonly partner: string | null;
  readonly template: MailTemplate;
  readonly about: string;
  readonly locale: MailLocale;
  /** null: forgotten. */
  readonly address: string | null;
  readonly state: MailState;
  readonly attempts: number;
  readonly queuedAt: Date;
  /** When it is tried next; null: it ended. */
  readonly nextAt: Date | null;
  readonly endedAt: Date | null;
  readonly reason: string | null;
}

export interface MailsAsked {
  /** null: of all. */
  readonly program: string | null;
  readonly state: MailState | null;
  readonly limit: number;
  /** Those that were queued before this one; null: from the latest on. */
  readonly before: string | null;
}

const COLUMNS = `id, program, partner, template, about, locale, address, state, attempts, queued_at AS "queuedAt",
    CASE WHEN state = 'waiting' THEN next_at END AS "nextAt", ended_at AS "endedAt", reason`;
const LIST = `
  SELECT ${COLUMNS}
  FROM desk.mails
  WHERE ($1::text IS NULL OR program = $1) AND ($2::text IS NULL OR state = $2)
    AND ($4::uuid IS NULL OR (queued_at, id) < (SELECT queued_at, id FROM desk.mails WHERE id = $4))
  ORDER BY queued_at DESC, id DESC LIMIT $3`;
const RETRY = `
  UPDATE desk.mails SET state = 'waiting', attempts = 0, ended_at = NULL, next_at = clock_timestamp(), queued_at = clock_timestamp()
  WHERE CASE WHEN $1::uuid IS NULL THEN state = 'given_up' ELSE id = $1 AND state IN ('given_up', 'refused') END
    AND address IS NOT NULL AND "values" IS NOT NULL`;
const COUNT = `SELECT state, count(*)::int AS count FROM desk.mails GROUP BY state`;

/** How Postgres is asked for rows: by a pool, or by a TypeORM manager. */
export type AskMails = (sql: string, parameters: unknown[]) => Promise<{ readonly rows: ListedMail[] }>;
type Query = Pick<Pool, 'query'>;

/** Mails, the latest first. */
export async function listMails(
  ask: AskMails,
  { program, state, limit, before }: MailsAsked,
): Promise<readonly ListedMail[]> {
  const { rows } = await ask(LIST, [program, state, limit, before]);
  return rows;
}

/** One mail with what it is filled with (JSON text); null: there is none of that id. */
export async function findMail(
  pool: Query,
  id: string,
): Promise<(ListedMail & { readonly values: string | null }) | null> {
  const query = `SELECT ${COLUMNS}, "values" FROM desk.mails WHERE id = $1`;
  const { rows } = await pool.query<ListedMail & { readonly values: string | null }>(query, [id]);
  return rows[0] ?? null;
}

/** Has one mail sent again, or (null) all that were given up. Answers how many. */
export async function retryMails(pool: Query, id: string | null): Promise<number> {
  const { rowCount } = await pool.query(RETRY, [id]);
  return rowCount ?? 0;
}

/** How many mails are in each state. */
export type MailCounts = Readonly<Record<MailState, number>>;

export async function countMails(pool: Query): Promise<MailCounts> {
  const { rows } = await pool.query<{ state: MailState; count: number }>(COUNT);
  return {
    waiting: 0,
    sent: 0,
    refused: 0,
    given_up: 0,
    ...Object.fromEntries(rows.map((row) => [row.state, row.count])),
  };
}

/** An address as those see it who may not know whose it is: `a…@…`. */
export function maskedAddress(address: string | null): string | null {
  return address === null ? null : `${address.slice(0, 1)}…@…`;
}
