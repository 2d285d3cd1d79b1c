import { getCountrySpecifications } from 'ibantools';

/** A country by ISO 3166: two capital letters that are one. */
export function isCountry(code: string): boolean {
  return Object.hasOwn(getCountrySpecifications(), code);
}
