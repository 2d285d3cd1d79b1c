import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { LedgerView } from '../ledger-view';
import { jsonReport } from './json-report';
import { tableReport } from './table-report';

const REPORTS = { json: jsonReport, table: tableReport };
export type ReportFormat = keyof typeof REPORTS;

/**
 * Writes the ledger row by row and waits where `out` is slower; `out` stays open.
 * Rejects when `out` fails or closes (a reader that went away is `EPIPE`).
 */
export async function writeReport(
  view: LedgerView,
  out: NodeJS.WritableStream,
  format: ReportFormat = 'json',
): Promise<void> {
  await pipeline(Readable.from(REPORTS[format](view)), out, { end: false });
  await new Promise<void>((resolve) => out.write('', () => resolve())); // What is buffered still has to get out.
}
