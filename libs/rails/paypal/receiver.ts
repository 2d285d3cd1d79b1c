/** How a payee is named at PayPal. */
export type RecipientType = 'EMAIL' | 'PAYPAL_ID';

/** PayPal's longest. */
const LONGEST_EMAIL = 127;
const EMAIL = /^[^\s@]+@[^\s@]+\.[^\s@]+$/;
const PAYPAL_ID = /^[2-9A-HJ-NP-Z]{13}$/;

/** What an account names a payee by; null: by nothing that PayPal pays to. */
export function recipientTypeOf(account: string): RecipientType | null {
  if (PAYPAL_ID.test(account)) return 'PAYPAL_ID';
  return account.length <= LONGEST_EMAIL && EMAIL.test(account) ? 'EMAIL' : null;
}
