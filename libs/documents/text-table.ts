import Table from 'cli-table3';

export interface TextTableOptions {
  /** Headings of the columns whose cells stand at the right: amounts. */
  readonly right?: readonly string[];
  /** No line between rows. Default: true. */
  readonly compact?: boolean;
}

/**
 * A table as plain text, the same on a terminal and in a pipe. What ids and names from outside would tell a terminal is
 * written as an escape instead.
 */
export function textTable(
  head: readonly string[],
  rows: readonly (readonly string[])[],
  { right = [], compact = true }: TextTableOptions = {},
): string {
  const colAligns = head.map((name) => (right.includes(name) ? 'right' : 'left'));
  const table = new Table({ head: [...head], colAligns, style: { head: [], border: [], compact } });
  for (const row of rows) table.push(row.map(forTerminal));
  return table.toString();
}

/** A text from outside as a terminal shows it and does not obey it: control and format characters as escapes. */
export function forTerminal(text: string): string {
  return text.replace(
    /[\p{Cc}\p{Cf}\p{Surrogate}]/gu,
    (character) => `\\u${(character.codePointAt(0) ?? 0).toString(16).padStart(4, '0')}`,
  );
}
