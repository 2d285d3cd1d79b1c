import { randomInt } from 'node:crypto';

/** Without signs that are taken for one another: 0 and O, 1, I and L, 2 and Z, 5 and S, 8 and B, D, U, V and Y. 23 is prime. */
const SIGNS = '2346789ACEFGHJKMNPQRTWX';
const RANDOM_SIGNS = 5;
const PREFIX_LENGTH = 3;
const TRACKING_ID = /^([A-Z0-9]{3})-([2-9A-Z]{4})-([2-9A-Z]{2})$/;

/** A tracking id by chance, such as `PLX-HF6E-3R`: of the program, with a last sign that tells typing errors. */
export function makeTrackingId(program: string): string {
  const prefix = prefixOf(program);
  const signs = Array.from({ length: RANDOM_SIGNS }, () => SIGNS.charAt(randomInt(SIGNS.length))).join('');
  return written(prefix, signs + checkSign(prefix, signs));
}

/** A tracking id as it is kept, however it was typed; null: it is none, or was typed wrongly. */
export function readTrackingId(text: string): string | null {
  const id = text.trim().toUpperCase();
  const [, prefix = '', four = '', two = ''] = TRACKING_ID.exec(id) ?? [];
  const signs = four + two;
  if (signs === '' || [...signs].some((sign) => !SIGNS.includes(sign))) return null;
  return checkSign(prefix, signs.slice(0, RANDOM_SIGNS)) === signs[RANDOM_SIGNS] ? id : null;
}

function written(prefix: string, signs: string): string {
  return `${prefix}-${signs.slice(0, 4)}-${signs.slice(4)}`;
}

/** Consonants of the program first, then what else its name has. */
function prefixOf(program: string): string {
  const signs = program.toUpperCase().replace(/[^A-Z0-9]/g, '');
  const consonants = signs.replace(/[AEIOU]/g, '');
  return (consonants + signs.replace(/[^AEIOU]/g, '') + 'QQQ').slice(0, PREFIX_LENGTH);
}

/** Weights that differ by less than 23 tell each wrong sign and each swap of two. */
function checkSign(prefix: string, signs: string): string {
  const values = [...prefix].map((sign) => sign.charCodeAt(0) % SIGNS.length);
  const all = [...values, ...[...signs].map((sign) => SIGNS.indexOf(sign))];
  const sum = all.reduce((total, value, place) => total + value * (place + 2), 0);
  return SIGNS.charAt(sum % SIGNS.length);
}
