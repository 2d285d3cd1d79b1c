import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { LedgerView } from '../ledger-view';
import { csvReport } from './csv-report';
import { jsonReport } from './json-report';
import type { ListName } from './lists';
import { tableReport, type TableChoice } from './table-report';

export const REPORT_FORMATS = ['json', 'table', 'csv'] as const;

/** What is printed: the contract's JSON; tables for a reader, with lists besides the totals; one list as CSV. */
export type ReportChoice =
  | { readonly format: 'json' }
  | ({ readonly format: 'table' } & TableChoice)
  | { readonly format: 'csv'; readonly show: ListName };

/**
 * Writes the ledger row by row and waits where `out` is slower; `out` stays open.
 * Rejects when `out` fails or closes (a reader that went away is `EPIPE`).
 */
export async function writeReport(view: LedgerView, out: NodeJS.WritableStream, choice: ReportChoice): Promise<void> {
  await pipeline(Readable.from(piecesOf(view, choice)), out, { end: false });
  await new Promise<void>((resolve) => out.write('', () => resolve())); // What is buffered still has to get out.
}

function piecesOf(view: LedgerView, choice: ReportChoice): AsyncIterable<string> {
  switch (choice.format) {
    case 'json':
      return jsonReport(view);
    case 'table':
      return tableReport(view, choice);
    case 'csv':
      return csvReport(view, choice.show);
  }
}
