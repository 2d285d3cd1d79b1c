/** Such as `text-0f…` and `0f…@pseudonym.invalid`: what a ledger keeps, and exports, in place of a personal value. */
const PSEUDONYM =
  /^(?:(?:name|company|account|person|text|email|unknown|body)-[0-9a-f]{32}|[0-9a-f]{32}@pseudonym\.invalid)$/;

/** Whether a text is a pseudonym of a ledger. */
export function isPseudonym(text: string): boolean {
  return PSEUDONYM.test(text);
}
