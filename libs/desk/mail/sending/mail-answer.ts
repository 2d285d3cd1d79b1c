/** What came of an attempt: a server took it; it never will; or it is not known, or not now, and is tried again. */
export type MailAnswer =
  | { readonly type: 'sent' }
  | { readonly type: 'refused'; readonly reason: string }
  | { readonly type: 'failed'; readonly reason: string };

const LONGEST_REASON = 300;
/** At these a server speaks of this mail; a refusal at any other is of the connection or of us, and may be mended. */
const ABOUT_THE_MAIL: ReadonlySet<string> = new Set(['RCPT TO', 'DATA']);

interface SmtpError {
  readonly message: string;
  readonly responseCode?: number;
  readonly command?: string;
  readonly rejectedErrors?: readonly SmtpError[];
}

/**
 * What an error of an attempt means. A connection that is lost after the mail was handed over leaves open whether it was
 * taken: it is tried again, with the same Message-ID.
 */
export function answerOfError(error: unknown, address: string): MailAnswer {
  const said = deepest(error);
  const reason = reasonOf(said.message, address);
  const { responseCode = 0, command = '' } = said;
  const isPermanent = responseCode >= 500 && responseCode <= 599 && ABOUT_THE_MAIL.has(command);
  return { type: isPermanent ? 'refused' : 'failed', reason };
}

/** Of a mail that no recipient was left of: what the server said of the one there was. */
function deepest(error: unknown): SmtpError {
  if (!(error instanceof Error)) return { message: String(error) };
  const of: SmtpError = error;
  const [first] = of.rejectedErrors ?? [];
  return first ?? of;
}

/** In one line, without the address: it is shown to those who may not see whose it is. */
function reasonOf(message: string, address: string): string {
  const line = message.replace(/[\p{Cc}\s]+/gu, ' ').trim();
  const local = address.slice(0, address.lastIndexOf('@'));
  const without = [address, local].filter((text) => text.length > 2).reduce((text, part) => masked(text, part), line);
  return without.slice(0, LONGEST_REASON);
}

function masked(text: string, part: string): string {
  const at = text.toLowerCase().indexOf(part.toLowerCase());
  return at < 0 ? text : masked(`${text.slice(0, at)}…${text.slice(at + part.length)}`, part);
}
