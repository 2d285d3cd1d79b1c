import { parseJsonText } from '@ledger/contracts/parse-json';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import { UserError } from '../process/user-error';
import { cutIntoLines, LineTooLong } from './cut-into-lines';
import { decodeLine } from './decode-line';

/** Many times what an event may have (contract.md, section 1): a line that is longer is not read into memory. */
const MAX_LINE_BYTES = 64 * 1024 * 1024;

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

/**
 * Reads NDJSON line by line from a file or, for `-`, standard input; blank lines are passed over. Throws UserError with
 * file and line for what is no JSON, no UTF-8, or too long.
 */
export async function* readJsonLines(file: string): AsyncGenerator<JsonLine> {
  const name = inputName(file);
  const input: Readable = file === '-' ? process.stdin : createReadStream(file);
  let lineNumber = 0;
  try {
    for await (const bytes of cutIntoLines(input, MAX_LINE_BYTES)) {
      lineNumber += 1;
      const line = decodeLine(bytes, name, lineNumber);
      const text = lineNumber === 1 ? line.replace(/^\uFEFF/, '') : line;
      if (text.trim() === '') continue;
      yield { value: parseLine(text, name, lineNumber), lineNumber, bytes: bytes.length + 1 };
    }
  } catch (error) {
    if (error instanceof UserError) throw error;
    throw error instanceof LineTooLong ? tooLong(name, error.lineNumber) : unreadable(name, error);
  }
}

function parseLine(text: string, name: string, lineNumber: number): unknown {
  try {
    return parseJsonText(text);
  } catch (error) {
    throw new UserError(`${name}:${lineNumber}: not JSON: ${(error as Error).message}`);
  }
}

function tooLong(name: string, lineNumber: number): UserError {
  return new UserError(`${name}:${lineNumber}: the line has more than ${MAX_LINE_BYTES} bytes: no event is so large`);
}

function unreadable(name: string, error: unknown): UserError {
  return new UserError(`${name}: cannot be read: ${error instanceof Error ? error.message : String(error)}`);
}
