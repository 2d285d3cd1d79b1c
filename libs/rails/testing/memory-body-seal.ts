import { randomBytes } from 'node:crypto';
import { BodyErased, type BodySeal, type SealedBody } from '../log/body-seal';
import { KEY_BYTES } from '@ledger/machine/seal-bytes';
import { openWithKey, sealWithKey } from '../log/seal-with-key';
import type { PayoutName } from '../sending/payout-name';
import type { RequestBody } from '../sending/sending.events';

/** The keys of payouts in memory. */
export class MemoryBodySeal implements BodySeal {
  private readonly keys = new Map<string, Buffer>();

  seal({ program, payout }: PayoutName, body: RequestBody): Promise<SealedBody> {
    const name = `${program} ${payout}`;
    const key = this.keys.get(name) ?? randomBytes(KEY_BYTES);
    this.keys.set(name, key);
    return Promise.resolve(sealWithKey(key, body));
  }

  open({ program, payout }: PayoutName, body: SealedBody): Promise<RequestBody> {
    const key = this.keys.get(`${program} ${payout}`);
    if (key === undefined) return Promise.reject(new BodyErased(`${program} ${payout}: its key was erased`));
    return Promise.resolve(openWithKey(key, body));
  }
}
