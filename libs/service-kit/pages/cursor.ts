import type { Key, KeyPart } from '@ledger/read-models/postgres/queries/where';
import { Problem } from '../problems/problem';

/** The kinds of the parts of a list's key, in its order: `integer` has 32 bits, `bigint` is a safe integer. */
export type KeyShape = readonly ('text' | 'integer' | 'bigint')[];

/** A key as the opaque text that callers hand back. */
export function cursorOf(key: Key): string {
  return Buffer.from(JSON.stringify(key)).toString('base64url');
}

/** The key of a cursor; null where there is none. Throws the problem `invalid-cursor` for one that this list did not give. */
export function keyOfCursor(cursor: string | undefined, shape: KeyShape): Key | null {
  if (cursor === undefined) return null;
  const key = parsed(cursor);
  if (Array.isArray(key) && key.length === shape.length && key.every((part, index) => isPart(part, shape[index]))) {
    return key as KeyPart[];
  }
  const detail = 'cursor must be `next` of an answer of this list, or be left out';
  throw new Problem('invalid-cursor', `${detail}.`, { errors: [{ field: 'cursor', detail }] });
}

function parsed(cursor: string): unknown {
  try {
    return JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
  } catch {
    return null;
  }
}

function isPart(part: unknown, kind: KeyShape[number] | undefined): boolean {
  if (kind === 'text') return typeof part === 'string';
  const limit = kind === 'integer' ? 2 ** 31 - 1 : Number.MAX_SAFE_INTEGER;
  return typeof part === 'number' && Number.isInteger(part) && Math.abs(part) <= limit;
}
