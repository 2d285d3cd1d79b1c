import { randomBytes } from 'node:crypto';
import type { Pool } from 'pg';
import type { LedgerId } from '../sending/payout-order';

const ID_BYTES = 8;
const FIND = `
  SELECT here.id, since.epoch, since.mark FROM ledger_sending.installation AS here
  LEFT JOIN LATERAL (
    SELECT epoch, mark FROM ledger_sending.recoveries WHERE from_position <= $1 ORDER BY epoch DESC LIMIT 1
  ) AS since ON true`;

interface Found {
  readonly id: string;
  /** Missing: the first. */
  readonly epoch: number | null;
  readonly mark: string | null;
}

/** Makes the id of this installation, where nobody did yet: it stays the same for all. */
export async function makeInstallation(pool: Pool): Promise<void> {
  await pool.query('INSERT INTO ledger_sending.installation (id) VALUES ($1) ON CONFLICT DO NOTHING', [
    randomBytes(ID_BYTES).toString('hex'),
  ]);
}

/**
 * The id of this installation with the epoch of a payout that was made at a position of the log, such as `5f0c….1`: what
 * was decided before a restore keeps the keys that it had, as it may have been sent under them; what is decided after
 * it, under a number that was perhaps given before, has others. An epoch after the first has a mark of chance in it:
 * two copies that both went on never share a key.
 */
export async function ledgerIdAt(pool: Pool, position: bigint): Promise<LedgerId> {
  const { id, epoch, mark } = (await found(pool, position)) ?? (await made(pool, position));
  return (epoch === null ? `${id}.1` : `${id}.${epoch}-${mark}`) as LedgerId;
}

async function found(pool: Pool, position: bigint): Promise<Found | undefined> {
  const { rows } = await pool.query<Found>(FIND, [String(position)]);
  return rows[0];
}

async function made(pool: Pool, position: bigint): Promise<Found> {
  await makeInstallation(pool);
  const row = await found(pool, position);
  if (row === undefined) throw new TypeError('the id of this ledger was made, and is not there');
  return row;
}
