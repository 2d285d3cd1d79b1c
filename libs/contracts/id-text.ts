/** The longest id, in Unicode code points (contract.md, section 1). */
export const MAX_ID_CHARACTERS = 128;
/** The same in code units, as a text's `length` counts: characters outside the basic plane are two each. */
export const MAX_ID_UNITS = 2 * MAX_ID_CHARACTERS;

const LONE_SURROGATE = /\p{Surrogate}/u;
/** Most texts have none of these, which is seen faster than that all surrogates are in pairs. */
const NUL_OR_SURROGATE = /[\0\ud800-\udfff]/;

/**
 * Whether a text consists of characters that every store keeps as they are: halves of surrogate pairs are no
 * characters and become U+FFFD in UTF-8 (two ids could become one), and Postgres has no U+0000 in its texts.
 */
export function isStorableText(text: string): boolean {
  return !NUL_OR_SURROGATE.test(text) || (!text.includes('\0') && !LONE_SURROGATE.test(text));
}

/** Whether a text is an id: at least one and at most 128 characters, counted in code points. */
export function fitsId(text: string): boolean {
  return text !== '' && isShortEnough(text) && isStorableText(text);
}

function isShortEnough(text: string): boolean {
  if (text.length <= MAX_ID_CHARACTERS) return true;
  return text.length <= MAX_ID_UNITS && [...text].length <= MAX_ID_CHARACTERS;
}
