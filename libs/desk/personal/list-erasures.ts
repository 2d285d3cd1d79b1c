import type { Pool } from 'pg';
import type { KeptReceipt } from './erase-person';
import { receiptHash, type Receipt } from './receipt';

const MOST = 1_000;

/** The receipts of all erasures, the latest first. Throws where one is not as it was written. */
export async function listErasures(
  pool: Pick<Pool, 'query'>,
  id: string | null = null,
): Promise<readonly KeptReceipt[]> {
  const { rows } = await pool.query<{ receipt: string; sha256: string }>(
    `SELECT receipt, sha256 FROM desk.erasures WHERE $1::text IS NULL OR id = $1 ORDER BY at DESC, id LIMIT ${MOST}`,
    [id],
  );
  return rows.map(({ receipt: text, sha256 }) => {
    if (receiptHash(text) !== sha256) throw new Error(`a receipt in desk.erasures is not as it was written: ${sha256}`);
    return { receipt: JSON.parse(text) as Receipt, sha256 };
  });
}
