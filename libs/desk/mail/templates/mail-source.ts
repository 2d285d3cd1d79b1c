/**
 * A mail as it is written: a subject and paragraphs. `{name}` stands for a value, `{path}` for the link, `{program}` for
 * the program. A paragraph with a value that is not there is left out; one that begins with `{?acknowledge}` stands where
 * that value is true, one with `{?outcome=lost}` where it is that.
 */
export interface MailSource {
  readonly subject: string;
  readonly paragraphs: readonly string[];
}

const SUBJECT = /^Subject: *(.+)$/;

/** Reads a mail from a file: `Subject: …` in its first line, an empty line, then paragraphs with empty lines between; null: it is not one. */
export function readMailSource(text: string): MailSource | null {
  const [head = '', ...rest] = text.replaceAll('\r\n', '\n').trim().split('\n');
  const subject = SUBJECT.exec(head)?.[1]?.trim() ?? '';
  const paragraphs = rest
    .join('\n')
    .split(/\n\s*\n/)
    .map((paragraph) => paragraph.trim())
    .filter((paragraph) => paragraph !== '');
  return subject === '' || paragraphs.length === 0 ? null : { subject, paragraphs };
}

/** What a mail asks for, conditions included, each once. */
export function placeholdersOf({ subject, paragraphs }: MailSource): readonly string[] {
  const found = [subject, ...paragraphs].flatMap((text) => [
    ...[...text.matchAll(PLACEHOLDER)].map(([, name = '']) => name),
    ...[CONDITION.exec(text)?.[1] ?? []].flat(),
  ]);
  return [...new Set(found)];
}

/** A value in a text. */
export const PLACEHOLDER = /\{([a-zA-Z]+)\}/g;
/** What a paragraph stands for, at its beginning: a name, and perhaps what it has to be. */
export const CONDITION = /^\{\?([a-zA-Z]+)(?:=([a-z]+))?\}\s*/;
