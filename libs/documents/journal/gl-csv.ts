import { pipeline, Readable } from 'node:stream';
import { csvTable, Decimal, type Cell, type CsvColumn } from '../csv-table';
import { inMajorUnits } from '../money-text';
import type { Book, BookAccount, BookEntry } from './book';
import type { ChartOfAccounts, GlAccount } from './chart-of-accounts';

/** One side of an entry. */
interface GlRow {
  readonly entry: BookEntry;
  readonly account: BookAccount;
  readonly gl: GlAccount;
  readonly side: 'debit' | 'credit';
}

/** What entries may be about, in the order of the columns. */
const ABOUT = ['invoice', 'line', 'seq', 'payout'] as const;

const COLUMNS: readonly CsvColumn<GlRow>[] = [
  ['program', ({ account }) => account.program],
  ['entry', ({ entry }) => entry.number],
  ['date', ({ entry }) => entry.date],
  ['account', ({ gl }) => gl.account],
  ['account name', ({ gl }) => gl.name],
  ['debit', (row) => amountOn('debit', row)],
  ['credit', (row) => amountOn('credit', row)],
  ['currency', ({ entry }) => entry.currency],
  ['ledger account', ({ account }) => account.kind],
  ['partner or rail', ({ account }) => account.of],
  ['kind', ({ entry }) => entry.kind],
  ['reason', ({ entry }) => entry.reason],
  ...ABOUT.map((name): CsvColumn<GlRow> => [
    name,
    ({ entry }) => entry.about.find(([key]) => key === name)?.[1] ?? null,
  ]),
  ['time', ({ entry }) => entry.at],
  ['event', ({ entry }) => entry.event?.id ?? null],
  ['source', ({ entry }) => entry.event?.source ?? null],
  ['event type', ({ entry }) => entry.event?.type ?? null],
];

/**
 * The books as CSV for a general ledger, two rows an entry: what is debited, what is credited. The chart must have every
 * account of the books (`accountsLacking`), else RangeError.
 */
export async function* glCsv(books: readonly Book[], chart: ChartOfAccounts): AsyncIterable<string> {
  const { table, line } = csvTable(COLUMNS);
  const cells = async function* (): AsyncIterable<Cell[]> {
    for (const book of books) {
      for await (const entry of book.entries()) for (const row of rowsOf(entry, chart)) yield line(row);
    }
  };
  // An error of the entries ends the table, and so this.
  pipeline(Readable.from(cells()), table, () => undefined);
  for await (const piece of table) yield String(piece);
}

function rowsOf(entry: BookEntry, chart: ChartOfAccounts): readonly GlRow[] {
  const row = (account: BookAccount, side: GlRow['side']): GlRow => {
    const gl = chart(account);
    if (gl === null) throw new RangeError(`the chart lacks ${account.kind} of ${account.program}`);
    return { entry, account, gl, side };
  };
  return [row(entry.debited, 'debit'), row(entry.credited, 'credit')];
}

function amountOn(side: GlRow['side'], row: GlRow): Cell {
  return row.side === side ? new Decimal(inMajorUnits(row.entry.amountMinor, row.entry.currency)) : null;
}
