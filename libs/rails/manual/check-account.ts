import {
  electronicFormatIBAN,
  getCountrySpecifications,
  isSEPACountry,
  validateBIC,
  validateIBAN,
  ValidationErrorsBIC,
  ValidationErrorsIBAN,
} from 'ibantools';

/** A value as it is kept, or what is wrong with what was given. */
export type Checked = { readonly ok: true; readonly value: string } | { readonly ok: false; readonly fault: string };

/** An IBAN, whatever its blanks: its country, its length there, its format there, its check digits (ISO 13616). */
export function checkIban(given: string): Checked {
  const iban = electronicFormatIBAN(given) ?? '';
  if (!/^[A-Z]{2}[0-9]{2}[A-Z0-9]+$/.test(iban)) {
    return wrong(
      `IBAN ${shown(given)}: an IBAN begins with two letters and two digits, and has letters and digits after them`,
    );
  }
  const country = iban.slice(0, 2);
  const length = getCountrySpecifications()[country]?.chars ?? null;
  if (length === null) return wrong(`IBAN ${shown(given)}: the country ${country} has no IBANs`);
  if (iban.length !== length) {
    return wrong(`IBAN ${shown(given)}: one of ${country} has ${length} characters, this one has ${iban.length}`);
  }
  const { errorCodes } = validateIBAN(iban);
  if (errorCodes.includes(ValidationErrorsIBAN.WrongBBANFormat)) {
    return wrong(`IBAN ${shown(given)}: after its first four characters it is not as IBANs of ${country} are`);
  }
  if (errorCodes.includes(ValidationErrorsIBAN.WrongIBANChecksum)) {
    return wrong(
      `IBAN ${shown(given)}: its check digits ${iban.slice(2, 4)} do not fit: a character is wrong, or two changed places`,
    );
  }
  return errorCodes.length === 0 ? { ok: true, value: iban } : wrong(`IBAN ${shown(given)}: it is not valid`);
}

/** A BIC of eight or eleven characters, its country one that there is (ISO 9362). */
export function checkBic(given: string): Checked {
  const bic = given.replaceAll(' ', '').toUpperCase();
  const { valid, errorCodes } = validateBIC(bic);
  if (valid) return { ok: true, value: bic };
  if (errorCodes.includes(ValidationErrorsBIC.NoBICCountry) && bic.length >= 6) {
    return wrong(`BIC ${shown(given)}: its characters 5 and 6, ${bic.slice(4, 6)}, are no country`);
  }
  return wrong(
    `BIC ${shown(given)}: a BIC has four characters for the bank, two letters for its country, two characters for its place, and may have three for a branch; this one has ${bic.length}`,
  );
}

/** Whether an account is in a country of SEPA. */
export function isInSepa(iban: string): boolean {
  return isSEPACountry(iban.slice(0, 2));
}

function wrong(fault: string): Checked {
  return { ok: false, fault };
}

/** As it was given, on one line. */
function shown(given: string): string {
  return JSON.stringify(given.slice(0, 50));
}
