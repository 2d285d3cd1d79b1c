import { hash } from 'node:crypto';
import { keyOfAttempt } from '../sending/payout-keys';
import type { TransferGroup } from '../sending/payout-order';
import type { TransferId } from '../sending/transfer';

/** So many characters an id has in a payment at most. */
const LONGEST = 35;
const DIGEST_CHARACTERS = 16;

/**
 * By which a bank tells a payment of ours, and by which its answers are matched: `po-12-1-5f0c8e7a9b3d2c11`, a function of
 * installation, program, payout and attempt alone, in characters that every bank takes.
 */
export function endToEndId(payout: string, group: TransferGroup, attempt: number): TransferId {
  const key = keyOfAttempt(group, attempt);
  const readable = /^[A-Za-z0-9-]{1,14}$/.test(payout) ? `${payout}-${attempt}-` : '';
  const id = `${readable}${hash('sha256', key, 'hex').slice(0, DIGEST_CHARACTERS)}`;
  if (id.length > LONGEST) throw new RangeError(`an id of a payment has at most ${LONGEST} characters: ${id}`);
  return id as TransferId;
}
