/**
 * The form in which e-mails are compared, here and everywhere (programs.md, section 0, Attribution): NFKC, trimmed, in
 * lower case, without the first `+` of the local part and what follows it, unless nothing is left before it.
 */
export function normalisedEmail(email: string): string {
  const address = email.normalize('NFKC').trim().toLowerCase();
  const at = address.lastIndexOf('@');
  const tag = address.indexOf('+');
  return tag > 0 && tag < at ? address.slice(0, tag) + address.slice(at) : address;
}

/** The e-mail in a field, in the form in which it is compared; null: none is given, a blank tells nothing. */
export function emailGiven(email: string | undefined): string | null {
  return email === undefined || email.trim() === '' ? null : normalisedEmail(email);
}

const EMAIL = /^[^@\s]+@[^@\s]+$/;

/** The e-mail that an account of a payout method is: one `@` between two parts without blanks; null: it is none. */
export function emailOfAccount(account: string): string | null {
  const address = account.normalize('NFKC').trim();
  return EMAIL.test(address) ? normalisedEmail(address) : null;
}
