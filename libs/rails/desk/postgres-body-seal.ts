import { randomBytes } from 'node:crypto';
import type { Pool } from 'pg';
import { BodyErased, type BodySeal, type SealedBody } from '../log/body-seal';
import { KEY_BYTES } from '@ledger/machine/seal-bytes';
import { openWithKey, sealWithKey } from '../log/seal-with-key';
import type { PayoutName } from '../sending/payout-name';
import type { RequestBody } from '../sending/sending.events';

const MAKE = 'INSERT INTO personal_data.payout_keys (program, payout, key) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING';
const FIND = 'SELECT key FROM personal_data.payout_keys WHERE program = $1 AND payout = $2';

/** The keys of payouts, beside the personal data. */
export class PostgresBodySeal implements BodySeal {
  constructor(private readonly pool: Pool) {}

  /** The key is durable before anything that it sealed is recorded. */
  async seal(name: PayoutName, body: RequestBody): Promise<SealedBody> {
    await this.pool.query(MAKE, [name.program, name.payout, randomBytes(KEY_BYTES)]);
    return sealWithKey(await this.keyOf(name), body);
  }

  async open(name: PayoutName, body: SealedBody): Promise<RequestBody> {
    return openWithKey(await this.keyOf(name), body);
  }

  private async keyOf({ program, payout }: PayoutName): Promise<Buffer> {
    const { rows } = await this.pool.query<{ key: Buffer }>(FIND, [program, payout]);
    const [found] = rows;
    if (found !== undefined) return found.key;
    throw new BodyErased(
      `${payout} of ${program}: the key of its requests was erased, nobody can send or compare them`,
    );
  }
}
