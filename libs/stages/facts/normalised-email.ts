/** E-mails are compared trimmed and in any case (programs.md, section 0, Attribution). */
export function normalisedEmail(email: string): string {
  return email.trim().toLowerCase();
}
