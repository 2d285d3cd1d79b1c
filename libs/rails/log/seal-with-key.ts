import { openBytes, sealBytes } from '@ledger/machine/seal-bytes';
import { hash } from 'node:crypto';
import type { RequestBody } from '../sending/sending.events';
import type { SealedBody } from './body-seal';

/** Seals a request's bytes with a payout's key. */
export function sealWithKey(key: Buffer, body: RequestBody): SealedBody {
  return { hash: hash('sha256', body, 'hex'), sealed: sealBytes(key, Buffer.from(body)).toString('base64') };
}

/** The bytes again. Throws where they were sealed with another key, or changed since. */
export function openWithKey(key: Buffer, { hash: expected, sealed }: SealedBody): RequestBody {
  const body = openBytes(key, Buffer.from(sealed, 'base64')).toString('utf8');
  if (hash('sha256', body, 'hex') !== expected)
    throw new TypeError('the bytes of a request are not those of their hash');
  return body as RequestBody;
}
