import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { streamHistory } from '@tools/histories/generate-history';
import type { RunOptions } from './run-options';

/** Writes the history of a run to its file. */
export async function writeHistory({ file, ...request }: RunOptions): Promise<void> {
  const lines = function* () {
    for (const line of streamHistory(request)) yield `${line}\n`;
  };
  await pipeline(Readable.from(lines()), createWriteStream(file));
}
