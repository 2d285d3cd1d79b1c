import { Readable } from 'node:stream';
import { csvTable } from '@ledger/documents/csv-table';
import type { LedgerView } from '../ledger-view';
import { withList, type ListName } from './lists';

/** One list of all programs as CSV with one line of headings, as pieces of text. */
export async function* csvReport(view: LedgerView, name: ListName): AsyncIterable<string> {
  let headed = false;
  for (const program of view.programs) {
    for await (const piece of withList(program, name, ({ columns, rows }) => {
      const { table, line } = csvTable(columns, { header: !headed });
      return Readable.from(cellsOf(rows, line)).pipe(table) as AsyncIterable<Buffer>;
    })) {
      yield piece.toString();
    }
    headed = true;
  }
}

async function* cellsOf<R>(rows: AsyncIterable<R>, line: (row: R) => unknown[]): AsyncIterable<unknown[]> {
  for await (const row of rows) yield line(row);
}
