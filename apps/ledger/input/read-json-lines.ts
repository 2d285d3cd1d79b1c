import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import split2 from 'split2';
import { UserError } from '../user-error';

export interface JsonLine {
  readonly value: unknown;
  /** Counted from 1, blank lines included. */
  readonly lineNumber: number;
  /** Bytes of input that this line took, its line end included. */
  readonly bytes: number;
}

/** The size of an input in bytes; null for standard input. Refuses what is not a readable file. */
export async function inputSize(file: string): Promise<number | null> {
  if (file === '-') return null;
  try {
    const { size } = await stat(file);
    return size;
  } catch (error) {
    throw unreadable(file, error);
  }
}

/** How messages call an input. */
export function inputName(file: string): string {
  return file === '-' ? 'standard input' : file;
}

/** Reads NDJSON line by line from a file or, for `-`, standard input; blank lines are passed over. Throws UserError with file and line. */
export async function* readJsonLines(file: string): AsyncGenerator<JsonLine> {
  const name = inputName(file);
  const input: Readable = file === '-' ? process.stdin : createReadStream(file);
  // split2 breaks at line feeds only: U+2028 inside a JSON string is no line end.
  const lines = input.on('error', (error) => lines.destroy(error)).pipe(split2(/\n/));
  let lineNumber = 0;
  try {
    for await (const line of lines as AsyncIterable<string>) {
      lineNumber += 1;
      const text = lineNumber === 1 ? line.replace(/^\uFEFF/, '') : line;
      if (text.trim() === '') continue;
      yield { value: parseLine(text, name, lineNumber), lineNumber, bytes: Buffer.byteLength(line) + 1 };
    }
  } catch (error) {
    throw error instanceof UserError ? error : unreadable(name, error);
  }
}

function parseLine(text: string, name: string, lineNumber: number): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new UserError(`${name}:${lineNumber}: not JSON: ${(error as Error).message}`);
  }
}

function unreadable(name: string, error: unknown): UserError {
  return new UserError(`${name}: cannot be read: ${error instanceof Error ? error.message : String(error)}`);
}
