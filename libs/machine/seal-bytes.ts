import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';

const CIPHER = 'aes-256-gcm';
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** How long a key is. */
export const KEY_BYTES = 32;

/**
 * Seals bytes with a key of KEY_BYTES; each time otherwise, as the nonce is another. What they are about is not in them, but
 * only with the same text are they opened again. Out: nonce, mark of authenticity, and what was sealed.
 */
export function sealBytes(key: Buffer, content: Buffer, about = ''): Buffer {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv(CIPHER, key, nonce).setAAD(Buffer.from(about));
  const sealed = Buffer.concat([cipher.update(content), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), sealed]);
}

/** The bytes again. Throws where they were sealed with another key or about something else, or changed since. */
export function openBytes(key: Buffer, sealed: Buffer, about = ''): Buffer {
  const contentAt = NONCE_BYTES + TAG_BYTES;
  const decipher = createDecipheriv(CIPHER, key, sealed.subarray(0, NONCE_BYTES)).setAAD(Buffer.from(about));
  decipher.setAuthTag(sealed.subarray(NONCE_BYTES, contentAt));
  return Buffer.concat([decipher.update(sealed.subarray(contentAt)), decipher.final()]);
}
