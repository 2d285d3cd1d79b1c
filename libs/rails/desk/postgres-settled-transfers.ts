import type { Pool } from 'pg';
import type { SettledTransfers } from '../sender/settling-once';
import type { PayoutName } from '../sending/payout-name';
import type { TransferId } from '../sending/transfer';

const CLAIM = `
  INSERT INTO ledger_sending.transfers AS known (rail, transfer, program, payout) VALUES ($1, $2, $3, $4)
  ON CONFLICT (rail, transfer) DO UPDATE SET payout = known.payout
  WHERE known.program = excluded.program AND known.payout = excluded.payout
  RETURNING true`;

/** Which payout each transfer settled, in Postgres, where a constraint keeps each unique. */
export class PostgresSettledTransfers implements SettledTransfers {
  constructor(private readonly pool: Pool) {}

  async claim(rail: string, transfer: TransferId, { program, payout }: PayoutName): Promise<boolean> {
    const { rowCount } = await this.pool.query(CLAIM, [rail, transfer, program, payout]);
    return rowCount === 1;
  }
}
