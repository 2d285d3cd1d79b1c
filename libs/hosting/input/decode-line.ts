import { isUtf8 } from 'node:buffer';
import { UserError } from '../process/user-error';

/**
 * The text of a line of bytes. Bytes that are no UTF-8 would become U+FFFD, and two ids that differ in them one: so they
 * are refused. Throws UserError with file, line and the first such byte, counted from 1.
 */
export function decodeLine(line: Buffer, name: string, lineNumber: number): string {
  if (isUtf8(line)) return line.toString('utf8');
  throw new UserError(
    `${name}:${lineNumber}: byte ${firstBrokenByte(line)} of the line is no UTF-8: save the file as UTF-8, and send it again`,
  );
}

function firstBrokenByte(line: Buffer): number {
  let [whole, broken] = [0, line.length];
  while (broken - whole > 1) {
    const middle = Math.floor((whole + broken) / 2);
    if (mayGoOn(line.subarray(0, middle))) whole = middle;
    else broken = middle;
  }
  return broken;
}

/** Whether the bytes are the beginning of a text: a character that is cut off at their end may be whole with what follows. */
function mayGoOn(bytes: Buffer): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: true });
    return true;
  } catch {
    return false;
  }
}
