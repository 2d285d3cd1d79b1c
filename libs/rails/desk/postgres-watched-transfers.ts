import type { Pool } from 'pg';
import type { SettledTransfer, WatchedTransfers } from '../sender/watched-transfers';
import type { TransferId } from '../sending/transfer';

interface Row {
  readonly transfer: TransferId;
  readonly program: string;
  readonly payout: string;
}

const FIND = `
  SELECT transfer, program, payout FROM ledger_sending.transfers
  WHERE rail = $1 AND transfer = $2 AND returned_at IS NULL`;
/** After half a year no rail takes money back by itself. */
const TO_CHECK = `
  UPDATE ledger_sending.transfers AS known SET checked_at = clock_timestamp()
  FROM (
    SELECT rail, transfer FROM ledger_sending.transfers
    WHERE rail = $1 AND returned_at IS NULL
      AND checked_at < clock_timestamp() - $2 * interval '1 millisecond'
      AND settled_at > clock_timestamp() - interval '180 days'
    ORDER BY checked_at LIMIT $3 FOR UPDATE SKIP LOCKED
  ) AS due
  WHERE known.rail = due.rail AND known.transfer = due.transfer
  RETURNING known.transfer, known.program, known.payout`;
const CAME_BACK = `
  UPDATE ledger_sending.transfers SET returned_at = clock_timestamp() WHERE rail = $1 AND transfer = $2`;

/** What became of transfers that settled payouts, in Postgres. */
export class PostgresWatchedTransfers implements WatchedTransfers {
  constructor(private readonly pool: Pool) {}

  async settledBy(rail: string, transfer: TransferId): Promise<SettledTransfer | null> {
    const { rows } = await this.pool.query<Row>(FIND, [rail, transfer]);
    const [found] = rows;
    return found === undefined ? null : settled(found);
  }

  async toCheck(rail: string, notForMs: number, most: number): Promise<readonly SettledTransfer[]> {
    const { rows } = await this.pool.query<Row>(TO_CHECK, [rail, notForMs, most]);
    return rows.map(settled);
  }

  async cameBack(rail: string, transfer: TransferId): Promise<void> {
    await this.pool.query(CAME_BACK, [rail, transfer]);
  }
}

function settled({ transfer, program, payout }: Row): SettledTransfer {
  return { transfer, payout: { program, payout } };
}
