import type { Pool } from 'pg';
import type { RailNotice } from '../rail-notice';
import type { NoticeInbox } from '../sender/notice-inbox';

const KEEP = `
  INSERT INTO ledger_sending.notices (rail, id, type, object, account) VALUES ($1, $2, $3, $4, $5)
  ON CONFLICT DO NOTHING`;
const CLAIM = `
  UPDATE ledger_sending.notices AS notice
  SET claimed_until = clock_timestamp() + $3 * interval '1 millisecond'
  FROM (
    SELECT rail, id FROM ledger_sending.notices
    WHERE rail = $1 AND heeded_at IS NULL AND claimed_until <= clock_timestamp()
    ORDER BY received_at LIMIT $2 FOR UPDATE SKIP LOCKED
  ) AS free
  WHERE notice.rail = free.rail AND notice.id = free.id
  RETURNING notice.id, notice.type, notice.object, notice.account`;
const HEEDED = `
  UPDATE ledger_sending.notices SET heeded_at = clock_timestamp(), outcome = $3 WHERE rail = $1 AND id = $2`;

/** Notices in Postgres. */
export class PostgresNoticeInbox implements NoticeInbox {
  /** `leaseMs`: so long after a process claimed a notice and died, another may. */
  constructor(
    private readonly pool: Pool,
    private readonly leaseMs: number,
  ) {}

  async keep(rail: string, { id, type, object, account }: RailNotice): Promise<void> {
    await this.pool.query(KEEP, [rail, id, type, object, account]);
  }

  async claim(rail: string, most: number): Promise<readonly RailNotice[]> {
    const { rows } = await this.pool.query<RailNotice>(CLAIM, [rail, most, this.leaseMs]);
    return rows;
  }

  async heeded(rail: string, { id }: RailNotice, outcome: string): Promise<void> {
    await this.pool.query(HEEDED, [rail, id, outcome]);
  }
}
