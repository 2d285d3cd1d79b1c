import { isCountry } from '@ledger/documents/country';
import { inBankCharacters } from './bank-text';
import type { BankParty, PostalAddress } from './bank-party';
import { checkBic, checkIban } from './check-account';

/** A party as it is entered; blank fields count as left out. */
export type GivenParty = Partial<Readonly<Record<PartyField, string>>>;

/** The fields of a party, by the names that commands, CSV and HTTP give them. */
export const PARTY_FIELDS = ['name', 'iban', 'bic', 'street', 'building', 'postcode', 'town', 'country'] as const;
export type PartyField = (typeof PARTY_FIELDS)[number];

export type CheckedParty =
  { readonly ok: true; readonly party: BankParty } | { readonly ok: false; readonly faults: readonly string[] };

/** So many characters banks take of each, as it is spelled for them. */
const LONGEST = { name: 70, street: 70, building: 16, postcode: 16, town: 35 } as const;

/** Checks what was entered; all that is wrong is said at once. Town and country may follow later. */
export function checkParty(given: GivenParty): CheckedParty {
  const faults: string[] = [];
  const text = (field: keyof typeof LONGEST): string | null => {
    const value = valueOf(given, field);
    const fault = value === null ? null : textFault(field, value);
    if (fault !== null) faults.push(fault);
    return value;
  };
  const account = (field: 'iban' | 'bic', check: typeof checkIban): string | null => {
    const value = valueOf(given, field);
    if (value === null) return null;
    const checked = check(value);
    if (!checked.ok) faults.push(checked.fault);
    return checked.ok ? checked.value : null;
  };
  const name = text('name');
  const iban = account('iban', checkIban);
  const bic = account('bic', checkBic);
  const address: PostalAddress = {
    street: text('street'),
    building: text('building'),
    postcode: text('postcode'),
    town: text('town'),
    country: countryOf(given, faults),
  };
  if (name === null) faults.unshift('a name is missing: whose account it is');
  if (valueOf(given, 'iban') === null) faults.push('an IBAN is missing');
  if (faults.length > 0 || name === null || iban === null) return { ok: false, faults };
  return { ok: true, party: { name, iban, bic, address } };
}

function countryOf(given: GivenParty, faults: string[]): string | null {
  const country = valueOf(given, 'country')?.toUpperCase() ?? null;
  if (country !== null && !isCountry(country)) {
    faults.push(`country ${JSON.stringify(country)}: two letters of ISO 3166 are expected, such as DE`);
  }
  return country;
}

function textFault(field: keyof typeof LONGEST, value: string): string | null {
  const inBank = inBankCharacters(value);
  if (!inBank.ok) {
    const characters = inBank.unspelled.map((character) => JSON.stringify(character)).join(', ');
    return `${field} ${JSON.stringify(value)}: banks take Latin letters, digits and / - ? : ( ) . , ' +, and ${characters} has no usual spelling in them: write it as the bank of the payee has it`;
  }
  if (!/[A-Za-z0-9]/.test(inBank.text)) return `${field} ${JSON.stringify(value)}: it has no letter and no digit`;
  if (inBank.text.length > LONGEST[field]) {
    return `${field} ${JSON.stringify(value)}: banks take ${LONGEST[field]} characters, this has ${inBank.text.length} as they are written to them`;
  }
  return null;
}

function valueOf(given: GivenParty, field: PartyField): string | null {
  const value = given[field]?.trim() ?? '';
  return value === '' ? null : value;
}
