import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import type { TokenKind } from './token-kinds';

/** `ledger_<kind>_<id>_<secret>`: kind and id tell people and scanners what it is, the secret has 256 bits. */
const TOKEN = /^ledger_(?:admin|ingest|finance)_([0-9a-f]{16})_[A-Za-z0-9_-]{43}$/;
const ID_BYTES = 8;
const SECRET_BYTES = 32;

export interface NewToken {
  readonly id: string;
  /** The only place where the secret is readable. */
  readonly text: string;
  readonly hash: Buffer;
}

/** Makes a token by chance. */
export function makeToken(kind: TokenKind): NewToken {
  const id = randomBytes(ID_BYTES).toString('hex');
  const text = `ledger_${kind}_${id}_${randomBytes(SECRET_BYTES).toString('base64url')}`;
  return { id, text, hash: hashOfToken(text) };
}

/** The id of what looks like a token; null for anything else. */
export function idOfToken(text: string): string | null {
  return TOKEN.exec(text)?.[1] ?? null;
}

/** SHA-256 of the whole text: a random secret of 256 bits needs no salt and no slow hash. */
function hashOfToken(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}

/** Whether a text is the token of a hash; takes the same time however much of it is right. */
export function isTokenOf(text: string, hash: Buffer): boolean {
  return timingSafeEqual(hashOfToken(text), hash);
}
