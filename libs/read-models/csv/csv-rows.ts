import { stringify } from 'csv-stringify/sync';

/** A cell as it is printed: amounts and numbers bare, texts safe to open in a spreadsheet. */
type CellValue = string | number | bigint | null | readonly string[];

/**
 * CSV (RFC 4180, CRLF) of rows with the same keys: a line of column names, then a line a row. A text that a spreadsheet
 * would take for a formula gets an apostrophe in front.
 */
export async function* csvRows<R extends object>(
  columns: readonly (keyof R & string)[],
  rows: AsyncIterable<R>,
): AsyncIterable<string> {
  yield csvLine(columns);
  for await (const row of rows) yield csvLine(columns.map((column) => cellText(row[column] as CellValue)));
}

function csvLine(cells: readonly string[]): string {
  return stringify([[...cells]], { record_delimiter: 'windows' });
}

function cellText(value: CellValue): string {
  if (value === null) return '';
  if (typeof value === 'string') return withoutFormula(value);
  return typeof value === 'object' ? value.join(' ') : value.toString();
}

/** What spreadsheets take for the beginning of a formula, full-width forms included (OWASP, CSV Injection). */
function withoutFormula(text: string): string {
  return /^[=+\-@\t\r\n＝＋－＠]/.test(text) ? `'${text}` : text;
}
