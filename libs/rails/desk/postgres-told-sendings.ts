import type { Pool } from 'pg';
import type { ToldSendings } from '../sender/tell-sendings';

const BEGIN = 'INSERT INTO ledger_sending.told (position) VALUES ($1) ON CONFLICT DO NOTHING';
const TAKE = 'SELECT position FROM ledger_sending.told FOR UPDATE SKIP LOCKED';
const MOVE = 'UPDATE ledger_sending.told SET position = $1';

/** A row that is locked while somebody tells. */
export class PostgresToldSendings implements ToldSendings {
  constructor(private readonly pool: Pool) {}

  async goOn(end: bigint, tell: (from: bigint) => Promise<bigint>): Promise<boolean> {
    await this.pool.query(BEGIN, [end]);
    const client = await this.pool.connect();
    try {
      await client.query('BEGIN');
      const { rows } = await client.query<{ position: string }>(TAKE);
      const from = rows[0] === undefined ? null : BigInt(rows[0].position);
      if (from !== null && from < end) await client.query(MOVE, [await tell(from)]);
      await client.query('COMMIT');
      client.release();
      return from !== null;
    } catch (error) {
      // With the connection the lock is given up.
      client.release(true);
      throw error;
    }
  }
}
