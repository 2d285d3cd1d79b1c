import { isCountry } from '@ledger/documents/country';

/** The kinds of tax numbers; `foreign`: one of another country than the United States. */
export const TIN_KINDS = ['SSN', 'EIN', 'ITIN', 'foreign'] as const;
export type TinKind = (typeof TIN_KINDS)[number];

/** A taxpayer's number as it was entered and as it is compared. */
export interface TaxNumber {
  readonly kind: TinKind;
  /** Two letters, as in ISO 3166. */
  readonly country: string;
  /** Digits, and letters where the country has them; without what stands between. */
  readonly number: string;
}

/** A number, or what is wrong with it: the number itself is never in the answer. */
export type ReadTin = { readonly ok: true; readonly tin: TaxNumber } | { readonly ok: false; readonly why: string };

/** Prefixes that no EIN has. */
const NO_EIN = new Set([
  '00',
  '07',
  '08',
  '09',
  '17',
  '18',
  '19',
  '28',
  '29',
  '49',
  '69',
  '70',
  '78',
  '79',
  '89',
  '96',
  '97',
]);
const LONGEST_SHOWN = 4;

/** Reads a number as a person writes it. */
export function readTin(kind: TinKind, country: string, text: string): ReadTin {
  if (/[\r\n\u2028\u2029]/.test(text.trim())) return { ok: false, why: 'it is one line, and these are more' };
  const number = text
    .trim()
    .toUpperCase()
    .replace(/[\s./-]/g, '');
  const why = kind === 'foreign' ? whyNotForeign(country, number) : whyNotAmerican(kind, country, number);
  return why === null ? { ok: true, tin: { kind, country, number } } : { ok: false, why };
}

/** What of a number may be shown: the last four characters, and never more than half of it. */
export function endingOf({ number }: TaxNumber): string {
  return number.slice(-Math.min(LONGEST_SHOWN, Math.floor(number.length / 2)));
}

/** As it is written on a return. */
export function writtenTin({ kind, number }: TaxNumber): string {
  if (kind === 'foreign') return number;
  if (kind === 'EIN') return `${number.slice(0, 2)}-${number.slice(2)}`;
  return `${number.slice(0, 3)}-${number.slice(3, 5)}-${number.slice(5)}`;
}

function whyNotForeign(country: string, number: string): string | null {
  if (!isCountry(country)) return 'its country has two capital letters of ISO 3166, such as DE';
  if (country === 'US') return 'a number of the United States is an SSN, an EIN or an ITIN';
  return /^[0-9A-Z]{5,30}$/.test(number) ? null : 'a number of another country has 5 to 30 letters and digits';
}

function whyNotAmerican(kind: Exclude<TinKind, 'foreign'>, country: string, number: string): string | null {
  if (country !== 'US') return `an ${kind} is a number of the United States: its country is US`;
  if (!/^\d{9}$/.test(number)) return `an ${kind} has nine digits`;
  return isAssigned(kind, number) ? null : `no ${kind} begins, or goes on, like this one`;
}

/** As far as the numbers themselves tell. */
function isAssigned(kind: Exclude<TinKind, 'foreign'>, number: string): boolean {
  const [area, group, serial] = [number.slice(0, 3), Number(number.slice(3, 5)), number.slice(5)];
  if (kind === 'EIN') return !NO_EIN.has(number.slice(0, 2));
  if (kind === 'SSN') return !/^(000|666|9..)$/.test(area) && group !== 0 && serial !== '0000';
  const isOfItin = (group >= 50 && group <= 65) || (group >= 70 && group <= 99 && group !== 89 && group !== 93);
  return area.startsWith('9') && isOfItin;
}
