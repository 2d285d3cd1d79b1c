import type { Pool } from 'pg';

/** What somebody wants to be put aside, so that a lane goes on. */
export interface AskedSkip {
  readonly id: string;
  /** `topic/partition/offset`. */
  readonly record: string;
  readonly reason: string;
  readonly askedBy: string;
}

export type SkipAnswer = 'put aside' | 'refused' | 'withdrawn';

/** Notes the wish; a service whose lane is stopped at the record answers it. */
export async function askToSkip(pool: Pool, { record, reason, askedBy }: Omit<AskedSkip, 'id'>): Promise<string> {
  const { rows } = await pool.query<{ id: string }>(
    'INSERT INTO ledger_cluster.lane_skips (record, reason, asked_by) VALUES ($1, $2, $3) RETURNING id',
    [record, reason, askedBy],
  );
  return rows[0]?.id ?? '';
}

/** What came of it; null: nothing yet. */
export async function skipAnswer(
  pool: Pool,
  id: string,
): Promise<{ readonly answer: SkipAnswer; readonly detail: string } | null> {
  const { rows } = await pool.query<{ answer: SkipAnswer; detail: string }>(
    `SELECT answer, COALESCE(detail, '') AS detail FROM ledger_cluster.lane_skips WHERE id = $1 AND answer IS NOT NULL`,
    [id],
  );
  return rows[0] ?? null;
}

/** The wishes without an answer for records that lanes are stopped at, oldest first. */
export async function openSkips(pool: Pool, records: readonly string[]): Promise<readonly AskedSkip[]> {
  const { rows } = await pool.query<AskedSkip>(
    `SELECT id, record, reason, asked_by AS "askedBy" FROM ledger_cluster.lane_skips
     WHERE answer IS NULL AND record = ANY ($1::text[]) ORDER BY id`,
    [records],
  );
  return rows;
}

/** Answers a wish, unless it was answered before; whether it was this answer. */
export async function answerSkip(pool: Pool, id: string, answer: SkipAnswer, detail: string): Promise<boolean> {
  const { rowCount } = await pool.query(
    `UPDATE ledger_cluster.lane_skips SET answer = $2, detail = $3, answered_at = clock_timestamp()
     WHERE id = $1 AND answer IS NULL`,
    [id, answer, detail],
  );
  return rowCount === 1;
}

/** Answers all wishes for a record, which is a dead letter now. */
export async function answerPutAside(pool: Pool, record: string): Promise<void> {
  await pool.query(
    `UPDATE ledger_cluster.lane_skips SET answer = 'put aside', answered_at = clock_timestamp()
     WHERE record = $1 AND answer IS NULL`,
    [record],
  );
}
