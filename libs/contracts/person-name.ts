/** A name as it is kept and compared, or what is wrong with what was given. */
export type ReadName = { readonly ok: true; readonly name: string } | { readonly ok: false; readonly why: string };

/**
 * A name of a person or a firm as it is meant, however it was typed: composed (NFC), without blanks at its ends, one blank
 * between words. What nobody sees, or what turns the direction of writing, is in no name: with it two that look the same
 * would be two people.
 */
export function readName(text: string): ReadName {
  const name = text.normalize('NFC').trim();
  if (name === '') return { ok: false, why: 'is empty' };
  if (/[\p{Cc}\p{Zl}\p{Zp}]/u.test(name)) return { ok: false, why: 'has a control character' };
  if (/[\p{Cf}\p{Cs}\p{Co}]/u.test(name)) return { ok: false, why: 'has a character that is not seen' };
  return { ok: true, name: name.replace(/\s+/gu, ' ') };
}
