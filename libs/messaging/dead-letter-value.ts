import { gunzipSync, gzipSync } from 'node:zlib';
import { DEAD_LETTER_HEADER } from './dead-letter-headers';

/** Values above this are packed; the dead-letter topic takes records of 4 MiB. */
const LARGE_BYTES = 1_000_000;
/** What does not fit even so is cut to this. The record itself stays in its topic for the time of its retention. */
const CUT_BYTES = 64 * 1_024;
const UNPACKED_LIMIT_BYTES = 256 * 1_024 * 1_024;

/** The value as the letter keeps it, and the headers that say how. */
export function keptValue(value: Buffer | null): { value: Buffer | null; headers: Record<string, string> } {
  if (value === null || value.length <= LARGE_BYTES) return { value, headers: {} };
  const packed = gzipSync(value);
  if (packed.length <= 2 * LARGE_BYTES) return { value: packed, headers: { [DEAD_LETTER_HEADER.packed]: 'gzip' } };
  return { value: value.subarray(0, CUT_BYTES), headers: { [DEAD_LETTER_HEADER.cutFrom]: String(value.length) } };
}

/** Keys are small, or somebody's joke. */
export function keptKey(key: Buffer | null): Buffer | null {
  return key === null || key.length <= CUT_BYTES ? key : key.subarray(0, CUT_BYTES);
}

/** A value that was packed; what is none, because somebody else wrote it, as it is. */
export function unpackedValue(value: Buffer): Buffer {
  try {
    return gunzipSync(value, { maxOutputLength: UNPACKED_LIMIT_BYTES });
  } catch {
    return value;
  }
}
