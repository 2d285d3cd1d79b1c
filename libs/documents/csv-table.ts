import { stringify, type Stringifier } from 'csv-stringify';
import { inMajorUnits } from './money-text';

/** What a cell holds: a text, which is made safe; an amount in minor units; a decimal number; nothing. */
export type Cell = string | bigint | number | Decimal | null;

/** A number with decimals, written as it is. */
export class Decimal {
  constructor(readonly text: string) {}
}

/** A column: its heading, and its cell of a row. */
export type CsvColumn<R> = readonly [heading: string, cell: (row: R) => Cell];

/** Two columns for an amount: in minor units, and in major units as ISO 4217 has it. */
export function amountColumns<R>(
  name: string,
  amount: (row: R) => bigint | null,
  currency: (row: R) => string,
): readonly CsvColumn<R>[] {
  const major = (amountMinor: bigint | null, row: R) =>
    amountMinor === null ? null : new Decimal(inMajorUnits(amountMinor, currency(row)));
  return [
    [`${name} (minor units)`, amount],
    [name, (row) => major(amount(row), row)],
  ];
}

/** A formula behind what is not seen: csv-stringify looks at the first character only, and importers cut blanks off. */
const FORMULA_BEHIND_BLANKS = /^[\s\p{Cc}\p{Cf}]+[=+\-@＝＋－＠]/u;

/**
 * A transform from rows to CSV (RFC 4180) with a line of headings (unless told otherwise). A text that a spreadsheet would run as a formula gets
 * an apostrophe in front; numbers stay numbers, negative ones too.
 */
export function csvTable<R>(
  columns: readonly CsvColumn<R>[],
  { header = true } = {},
): { table: Stringifier; line: (row: R) => Cell[] } {
  const table = stringify({
    header,
    columns: columns.map(([heading]) => heading),
    record_delimiter: 'windows',
    // Off by itself where the line end is not the default: a line feed in a cell would then begin a row.
    quote_record_delimiter: true,
    escape_formulas: true,
    cast: {
      string: (value) => (FORMULA_BEHIND_BLANKS.test(value) ? `'${value}` : value),
      object: (value) => (value instanceof Decimal ? { value: value.text, escape_formulas: false } : ''),
    },
  });
  return { table, line: (row) => columns.map(([, cell]) => cell(row)) };
}
