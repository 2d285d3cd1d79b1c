import { createHash, randomInt, timingSafeEqual } from 'node:crypto';
import { crc32 } from 'node:zlib';

/** `plp_`: a person's; `plk_`: of a partner's machine. */
export const DESK_TOKEN_PREFIXES = ['plp', 'plk'] as const;
export type DeskTokenPrefix = (typeof DESK_TOKEN_PREFIXES)[number];

export interface NewDeskToken {
  /** Such as `plk_4f9Zk2mQ81xW`: names the token, opens nothing. */
  readonly id: string;
  /** Shown to its owner once. */
  readonly text: string;
  readonly hash: Buffer;
}

const DIGITS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const ID_LENGTH = 12;
/** 43 digits of 62: 256 bits. */
const SECRET_LENGTH = 43;
const CHECKSUM_LENGTH = 6;
const TOKEN = /^(plp|plk)_([0-9A-Za-z]{12})[0-9A-Za-z]{43}([0-9A-Za-z]{6})$/;

/** Makes a token by chance: prefix, id, secret, and a checksum by which scanners and typing errors are told. */
export function makeDeskToken(prefix: DeskTokenPrefix): NewDeskToken {
  const id = `${prefix}_${randomDigits(ID_LENGTH)}`;
  const body = `${id}${randomDigits(SECRET_LENGTH)}`;
  const text = `${body}${checksumOf(body)}`;
  return { id, text, hash: hashOf(text) };
}

/** Whose kind of token a text looks like, and its id; null: it is none, or was typed wrongly. */
export function readDeskToken(text: string): { readonly prefix: DeskTokenPrefix; readonly id: string } | null {
  const [, prefix, digits, checksum] = TOKEN.exec(text) ?? [];
  if (prefix === undefined || digits === undefined) return null;
  if (checksumOf(text.slice(0, -CHECKSUM_LENGTH)) !== checksum) return null;
  return { prefix: prefix as DeskTokenPrefix, id: `${prefix}_${digits}` };
}

/** Whether a text is the token of a hash; takes the same time however much of it is right. */
export function isDeskTokenOf(text: string, hash: Buffer): boolean {
  return timingSafeEqual(hashOf(text), hash);
}

function hashOf(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}

function checksumOf(text: string): string {
  let rest = crc32(text);
  let digits = '';
  for (let place = 0; place < CHECKSUM_LENGTH; place += 1) {
    digits = DIGITS.charAt(rest % DIGITS.length) + digits;
    rest = Math.floor(rest / DIGITS.length);
  }
  return digits;
}

function randomDigits(length: number): string {
  return Array.from({ length }, () => DIGITS.charAt(randomInt(DIGITS.length))).join('');
}
