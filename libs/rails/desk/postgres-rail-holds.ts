import type { Pool } from 'pg';
import type { Hold, RailHolds } from '../sender/rail-holds';

const LATEST = `
  SELECT held, by_whom AS by, reason FROM ledger_sending.holds
  WHERE program = $1 AND rail = $2 ORDER BY number DESC LIMIT 1`;
const NOTE = 'INSERT INTO ledger_sending.holds (program, rail, held, by_whom, reason) VALUES ($1, $2, $3, $4, $5)';

/** Stop switches in Postgres: every turn of one is kept. */
export class PostgresRailHolds implements RailHolds {
  constructor(private readonly pool: Pool) {}

  async heldBy(program: string, rail: string): Promise<Hold | null> {
    const { rows } = await this.pool.query<Hold & { readonly held: boolean }>(LATEST, [program, rail]);
    const [latest] = rows;
    return latest?.held === true ? { by: latest.by, reason: latest.reason } : null;
  }

  async hold(program: string, rail: string, { by, reason }: Hold): Promise<void> {
    await this.pool.query(NOTE, [program, rail, true, by, reason]);
  }

  async release(program: string, rail: string, { by, reason }: Hold): Promise<void> {
    await this.pool.query(NOTE, [program, rail, false, by, reason]);
  }
}
