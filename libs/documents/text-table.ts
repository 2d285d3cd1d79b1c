import stringWidth from 'string-width';
import { forTerminal } from './for-terminal';

/**
 * A table as plain text, the same on a terminal and in a pipe; `right` names the headings of the columns whose cells stand
 * at the right: amounts. What ids and names from outside would tell a terminal is written as an escape instead. Costs are
 * linear in the rows.
 */
export function textTable(
  head: readonly string[],
  rows: readonly (readonly string[])[],
  { right = [] }: { readonly right?: readonly string[] } = {},
): string {
  const cells = rows.map((row) => row.map(forTerminal));
  const widths = head.map((name, column) =>
    cells.reduce((widest, row) => Math.max(widest, stringWidth(row[column] ?? '')), stringWidth(name)),
  );
  const line = (row: readonly string[]) => {
    const padded = head.map((name, column) => pad(row[column] ?? '', widths[column] ?? 0, right.includes(name)));
    return `│ ${padded.join(' │ ')} │`;
  };
  const border = (left: string, middle: string, end: string) =>
    left + widths.map((width) => '─'.repeat(width + 2)).join(middle) + end;
  return [border('┌', '┬', '┐'), line(head), border('├', '┼', '┤'), ...cells.map(line), border('└', '┴', '┘')].join(
    '\n',
  );
}

function pad(text: string, width: number, atTheRight: boolean): string {
  const blanks = ' '.repeat(width - stringWidth(text));
  return atTheRight ? blanks + text : text + blanks;
}
