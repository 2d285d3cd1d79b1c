import { readName } from '@ledger/contracts/person-name';
import { isCountry } from '../country';

/** Who stands on a document: a partner, or the program that pays it. */
export interface Party {
  readonly legalName: string;
  /** With the number of the house. */
  readonly street: string;
  readonly postcode: string;
  readonly town: string;
  /** ISO 3166, two capital letters. */
  readonly country: string;
  readonly vatId: string | null;
  /** The number under which it pays taxes at home, where it has no VAT id or another beside it. */
  readonly taxId: string | null;
  /** Whether it is registered for VAT in its country. */
  readonly isRegistered: boolean;
}

/** What was typed, before it is judged. */
export type TypedParty = { readonly [F in keyof Party]?: Party[F] | undefined };

export type ReadParty =
  { readonly ok: true; readonly party: Party } | { readonly ok: false; readonly faults: readonly string[] };

const MAX_TEXT = 140;
const NEEDED = {
  legalName: 'the legal name',
  street: 'the street',
  postcode: 'the postcode',
  town: 'the town',
} as const;

/** Judges what was typed about a party; a fault for each thing that is missing or cannot be. */
export function readParty(typed: TypedParty): ReadParty {
  const faults: string[] = [];
  const text = (field: keyof typeof NEEDED): string => {
    const given = typed[field] ?? '';
    const read = readName(given);
    const value = read.ok ? read.name : '';
    if (given.trim() === '') faults.push(`${NEEDED[field]} is missing`);
    else if (!read.ok) faults.push(`${NEEDED[field]} ${read.why}`);
    else if (value.length > MAX_TEXT) faults.push(`${NEEDED[field]} is longer than ${MAX_TEXT} characters`);
    return value;
  };
  const [legalName, street, postcode, town] = [text('legalName'), text('street'), text('postcode'), text('town')];
  const country = (typed.country ?? '').trim().toUpperCase();
  if (!isCountry(country)) faults.push('the country is two letters of ISO 3166, such as DE');
  const id = (value: string | null | undefined, name: string): string | null => {
    const compact = (value ?? '').replace(/[\s./-]/g, '').toUpperCase();
    if (compact === '') return null;
    if (!/^[A-Z0-9+*]{4,20}$/.test(compact)) faults.push(`the ${name} is 4 to 20 letters and digits`);
    return compact;
  };
  const [vatId, taxId] = [id(typed.vatId, 'VAT id'), id(typed.taxId, 'tax id')];
  if (typed.isRegistered === undefined) faults.push('say whether it is registered for VAT, or not');
  if (faults.length > 0) return { ok: false, faults };
  const isRegistered = typed.isRegistered === true;
  return { ok: true, party: { legalName, street, postcode, town, country, vatId, taxId, isRegistered } };
}
