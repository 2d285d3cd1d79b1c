import { createCipheriv, createDecipheriv, hash, randomBytes } from 'node:crypto';
import type { RequestBody } from '../sending/sending.events';
import type { SealedBody } from './body-seal';

const CIPHER = 'aes-256-gcm';
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** How long a payout's key is. */
export const KEY_BYTES = 32;

/** Seals bytes with a payout's key; each time otherwise, as the nonce is another. */
export function sealWithKey(key: Buffer, body: RequestBody): SealedBody {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv(CIPHER, key, nonce);
  const text = Buffer.concat([cipher.update(body, 'utf8'), cipher.final()]);
  return {
    hash: hash('sha256', body, 'hex'),
    sealed: Buffer.concat([nonce, cipher.getAuthTag(), text]).toString('base64'),
  };
}

/** The bytes again. Throws where they were sealed with another key, or changed since. */
export function openWithKey(key: Buffer, { hash: expected, sealed }: SealedBody): RequestBody {
  const bytes = Buffer.from(sealed, 'base64');
  const decipher = createDecipheriv(CIPHER, key, bytes.subarray(0, NONCE_BYTES));
  decipher.setAuthTag(bytes.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES));
  const text = bytes.subarray(NONCE_BYTES + TAG_BYTES);
  const body = Buffer.concat([decipher.update(text), decipher.final()]).toString('utf8');
  if (hash('sha256', body, 'hex') !== expected)
    throw new TypeError('the bytes of a request are not those of their hash');
  return body as RequestBody;
}
