const NUL = '\u0000';
const KEPT_NUL = '\u0001\u0001';
const ESCAPE = '\u0001';
const KEPT_ESCAPE = '\u0001\u0002';

/**
 * Postgres text cannot hold U+0000, but an id of an event can. U+0000 and U+0001 are kept as U+0001 followed by U+0001 or
 * U+0002: reversible, and the order by code points stays.
 */
export function encodeText(text: string): string {
  if (!text.includes(NUL) && !text.includes(ESCAPE)) return text;
  return text.replaceAll(ESCAPE, KEPT_ESCAPE).replaceAll(NUL, KEPT_NUL);
}

/** The text that `encodeText` kept. */
export function decodeText(text: string): string {
  if (!text.includes(ESCAPE)) return text;
  return text.replaceAll(KEPT_NUL, NUL).replaceAll(KEPT_ESCAPE, ESCAPE);
}
