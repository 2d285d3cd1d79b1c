import { linesForTerminal } from '@ledger/documents/for-terminal';

/** Writes a text for people to standard output, with a line end; what it holds from outside is shown, not obeyed. */
export function say(text: string): void {
  process.stdout.write(`${linesForTerminal(text)}\n`);
}

/** The same to standard error: what is not the answer itself. */
export function sayBeside(text: string): void {
  process.stderr.write(`${linesForTerminal(text)}\n`);
}

/**
 * Lets a stream show data and not obey it, where it is a terminal: JSON stays the same value, CSV has escapes. Into a
 * pipe or a file everything goes as it is.
 */
export function showOnTerminal(stream: NodeJS.WriteStream): void {
  if (!stream.isTTY) return;
  const write = stream.write.bind(stream) as (text: string, ...rest: unknown[]) => boolean;
  const shown = (chunk: string | Uint8Array, ...rest: unknown[]) =>
    write(linesForTerminal(typeof chunk === 'string' ? chunk : Buffer.from(chunk).toString('utf8')), ...rest);
  stream.write = shown;
}
