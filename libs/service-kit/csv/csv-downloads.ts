import { Injectable } from '@nestjs/common';
import type { Response } from 'express';
import { Readable } from 'node:stream';
import { csvTable, type CsvColumn } from '@ledger/documents/csv-table';
import { DownloadTurns } from './download-turns';
import { SpooledFile } from './spooled-file';

/** A reader that takes nothing for so long is cut off. */
const STALLED_AFTER_MS = 30_000;

export interface CsvDownload<R> {
  readonly fileName: string;
  readonly columns: readonly CsvColumn<R>[];
  /** Reads the rows in one consistent state and gives them to `take`, once; what it holds is free when it resolves. */
  readonly read: (take: (rows: AsyncIterable<R>) => Promise<void>) => Promise<void>;
}

/**
 * Sends lists of any length as CSV. They are read at full speed into a file of their own and sent from there: so a slow
 * reader keeps nobody from the database, and a list that cannot be read is a problem answer, not half a file.
 */
@Injectable()
export class CsvDownloads {
  private readonly turns = new DownloadTurns();

  /** Throws what the reading throws, and the problem `unavailable` where too many downloads wait. */
  async send<R>(response: Response, { fileName, columns, read }: CsvDownload<R>): Promise<void> {
    const file = await SpooledFile.make();
    try {
      const { table, line } = csvTable(columns);
      await this.turns.run(() => read((rows) => file.fill(Readable.from(linesOf(rows, line)), table)));
      response.setTimeout(STALLED_AFTER_MS, () => response.destroy());
      response.status(200).set({
        'Content-Type': 'text/csv; charset=utf-8; header=present',
        'Content-Disposition': `attachment; filename="${asFileName(fileName)}"`,
      });
      await file.sendTo(response);
    } catch (error) {
      if (!isPrematureClose(error)) throw error;
    } finally {
      await file.remove();
    }
  }
}

async function* linesOf<R>(rows: AsyncIterable<R>, line: (row: R) => unknown[]): AsyncIterable<unknown[]> {
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
