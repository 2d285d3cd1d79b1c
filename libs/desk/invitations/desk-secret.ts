import { createHash, randomBytes, randomInt, timingSafeEqual } from 'node:crypto';

const DIGITS = '0123456789abcdefghijklmnopqrstuvwxyz';
const ID_LENGTH = 16;
const SECRET_BYTES = 32;

/** An id by chance, such as `drf_4k2…`. */
export function randomId(prefix: string): string {
  return `${prefix}_${Array.from({ length: ID_LENGTH }, () => DIGITS.charAt(randomInt(DIGITS.length))).join('')}`;
}

/** A secret of a link, and what is kept of it. */
export interface DeskSecret {
  readonly text: string;
  /** SHA-256 in hex: a random secret of 256 bits needs no salt and no slow hash. */
  readonly hash: string;
}

export function makeSecret(): DeskSecret {
  const text = randomBytes(SECRET_BYTES).toString('base64url');
  return { text, hash: hashOfSecret(text) };
}

/** Whether a text is a secret of one of these hashes; takes the same time however much of it is right. */
export function isSecretOf(text: string, hashes: readonly string[]): boolean {
  const given = Buffer.from(hashOfSecret(text), 'hex');
  return hashes.some((hash) => timingSafeEqual(given, Buffer.from(hash, 'hex')));
}

function hashOfSecret(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
