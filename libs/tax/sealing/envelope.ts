import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import type { PaperKeys } from './paper-keys';

/** Something sealed with a key of its own, and that key, sealed with the ledger's. */
export interface Envelope {
  readonly sealedKey: Buffer;
  readonly sealed: Buffer;
}

const CIPHER = 'aes-256-gcm';
const KEY_BYTES = 32;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** Seals content; `about` says what it is of, and only with the same words is it opened again: rows cannot be swapped. */
export function sealInEnvelope({ sealing }: PaperKeys, content: Buffer, about: readonly string[]): Envelope {
  const key = randomBytes(KEY_BYTES);
  const words = JSON.stringify(about);
  return { sealedKey: seal(sealing, key, words), sealed: seal(key, content, words) };
}

/** The content again. Throws where another ledger's key sealed it, or it or what it is about was changed. */
export function openEnvelope({ sealing }: PaperKeys, envelope: Envelope, about: readonly string[]): Buffer {
  const words = JSON.stringify(about);
  return open(open(sealing, envelope.sealedKey, words), envelope.sealed, words);
}

/** Nonce, mark of authenticity, and what was sealed. */
function seal(key: Buffer, content: Buffer, about: string): Buffer {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv(CIPHER, key, nonce).setAAD(Buffer.from(about));
  const sealed = Buffer.concat([cipher.update(content), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), sealed]);
}

function open(key: Buffer, sealed: Buffer, about: string): Buffer {
  const contentAt = NONCE_BYTES + TAG_BYTES;
  const decipher = createDecipheriv(CIPHER, key, sealed.subarray(0, NONCE_BYTES)).setAAD(Buffer.from(about));
  decipher.setAuthTag(sealed.subarray(NONCE_BYTES, contentAt));
  return Buffer.concat([decipher.update(sealed.subarray(contentAt)), decipher.final()]);
}
