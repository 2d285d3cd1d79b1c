import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { LedgerView } from '../ledger-view';
import { jsonReport } from './json-report';
import { tableReport } from './table-report';

const CHUNK_CHARACTERS = 65_536;

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
  await pipeline(Readable.from(chunks(REPORTS[format](view))), out, { end: false });
}

/** Joins small pieces, so that a row is not a write of its own. */
async function* chunks(pieces: AsyncIterable<string>): AsyncIterable<string> {
  let chunk = '';
  for await (const piece of pieces) {
    chunk += piece;
    if (chunk.length < CHUNK_CHARACTERS) continue;
    yield chunk;
    chunk = '';
  }
  if (chunk !== '') yield chunk;
}
