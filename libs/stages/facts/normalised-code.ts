/** The form in which referral codes are compared: people type them (programs.md, section 0, Attribution). */
export function normalisedCode(code: string): string {
  return code.normalize('NFKC').trim().toLowerCase();
}
