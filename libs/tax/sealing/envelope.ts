import { KEY_BYTES, openBytes, sealBytes } from '@ledger/machine/seal-bytes';
import { randomBytes } from 'node:crypto';
import type { PaperKeys } from './paper-keys';

/** Something sealed with a key of its own, and that key, sealed with the ledger's. */
export interface Envelope {
  readonly sealedKey: Buffer;
  readonly sealed: Buffer;
}

/** Seals content; `about` says what it is of, and only with the same words is it opened again: rows cannot be swapped. */
export function sealInEnvelope({ sealing }: PaperKeys, content: Buffer, about: readonly string[]): Envelope {
  const key = randomBytes(KEY_BYTES);
  const words = JSON.stringify(about);
  return { sealedKey: sealBytes(sealing, key, words), sealed: sealBytes(key, content, words) };
}

/** The content again. Throws where another ledger's key sealed it, or it or what it is about was changed. */
export function openEnvelope({ sealing }: PaperKeys, envelope: Envelope, about: readonly string[]): Buffer {
  const words = JSON.stringify(about);
  return openBytes(openBytes(sealing, envelope.sealedKey, words), envelope.sealed, words);
}
