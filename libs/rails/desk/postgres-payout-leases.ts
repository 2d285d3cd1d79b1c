import type { Pool } from 'pg';
import type { PayoutLeases } from '../sender/payout-leases';
import type { PayoutName } from '../sending/payout-name';
import type { Fence } from '../sending/sending.events';

const TAKE = `
  INSERT INTO ledger_sending.leases AS lease (program, payout, fence, holder, ends_at)
  VALUES ($1, $2, 1, $3, clock_timestamp() + $4 * interval '1 millisecond')
  ON CONFLICT (program, payout) DO UPDATE SET
    fence = lease.fence + CASE WHEN lease.holder = $3 AND lease.ends_at > clock_timestamp() THEN 0 ELSE 1 END,
    holder = $3,
    ends_at = excluded.ends_at
  WHERE lease.holder = $3 OR lease.ends_at <= clock_timestamp()
  RETURNING fence`;
const GIVE_BACK = `
  UPDATE ledger_sending.leases SET ends_at = '-infinity' WHERE program = $1 AND payout = $2 AND holder = $3`;

/** Leases in Postgres. */
export class PostgresPayoutLeases implements PayoutLeases {
  /** `lastMs`: how long a lease is good, from each time it is taken. */
  constructor(
    private readonly pool: Pool,
    private readonly lastMs: number,
  ) {}

  async take({ program, payout }: PayoutName, holder: string): Promise<Fence | null> {
    const { rows } = await this.pool.query<{ fence: string }>(TAKE, [program, payout, holder, this.lastMs]);
    const [taken] = rows;
    return taken === undefined ? null : (Number(taken.fence) as Fence);
  }

  async giveBack({ program, payout }: PayoutName, holder: string): Promise<void> {
    await this.pool.query(GIVE_BACK, [program, payout, holder]);
  }
}
