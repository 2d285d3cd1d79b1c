import { randomBytes } from 'node:crypto';
import type { Pool } from 'pg';
import type { LedgerId } from '../sending/payout-order';

const ID_BYTES = 8;

/** The id of this installation with its epoch, such as `5f0c….1`: made by the first who asks, the same for all after it. */
export async function ledgerIdOf(pool: Pool): Promise<LedgerId> {
  await pool.query('INSERT INTO ledger_sending.installation (id) VALUES ($1) ON CONFLICT DO NOTHING', [
    randomBytes(ID_BYTES).toString('hex'),
  ]);
  const { rows } = await pool.query<{ id: string; epoch: number }>('SELECT id, epoch FROM ledger_sending.installation');
  const [found] = rows;
  if (found === undefined) throw new TypeError('the id of this ledger was made, and is not there');
  return `${found.id}.${found.epoch}` as LedgerId;
}
