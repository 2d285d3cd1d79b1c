import type { Response } from 'express';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { csvTable, type CsvColumn } from '@ledger/documents/csv-table';

/** A reader that takes nothing for so long is cut off: it holds a connection to the database. */
const STALLED_AFTER_MS = 30_000;

/** Sends rows as a CSV file, as fast as its reader takes them. Ends the connection when a row cannot be read. */
export async function sendCsv<R>(
  response: Response,
  fileName: string,
  columns: readonly CsvColumn<R>[],
  rows: AsyncIterable<R>,
): Promise<void> {
  const { table, line } = csvTable(columns);
  response.setTimeout(STALLED_AFTER_MS, () => response.destroy());
  response.status(200).set({
    'Content-Type': 'text/csv; charset=utf-8; header=present',
    'Content-Disposition': `attachment; filename="${asFileName(fileName)}"`,
  });
  try {
    await pipeline(Readable.from(lines(rows, line)), table, response);
  } catch (error) {
    if (!isPrematureClose(error)) throw error;
  }
}

async function* lines<R>(rows: AsyncIterable<R>, line: (row: R) => unknown[]): AsyncIterable<unknown[]> {
  for await (const row of rows) yield line(row);
}

/** The reader went away, or was cut off: nobody is left to be told. */
function isPrematureClose(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ERR_STREAM_PREMATURE_CLOSE';
}

/** Ids can hold anything; a file name and a header cannot. */
function asFileName(name: string): string {
  return name.replace(/[^\w.-]+/g, '-').slice(0, 150);
}
