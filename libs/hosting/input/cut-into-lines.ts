const LINE_FEED = 0x0a;

/** A line that is longer than a reader takes; counted from 1. */
export class LineTooLong extends Error {
  override readonly name = 'LineTooLong';

  constructor(readonly lineNumber: number) {
    super(`line ${lineNumber} is too long`);
  }
}

/**
 * Cuts bytes at line feeds (and only there: U+2028 inside a JSON string is no line end); the last line needs none. Each
 * byte is looked at once, however long the line, and no more than `maxLineBytes` and a chunk are held. Throws LineTooLong.
 */
export async function* cutIntoLines(chunks: AsyncIterable<Buffer>, maxLineBytes: number): AsyncGenerator<Buffer> {
  let begun: Buffer[] = [];
  let begunBytes = 0;
  let lineNumber = 1;
  for await (const chunk of chunks) {
    let from = 0;
    for (let end = chunk.indexOf(LINE_FEED); end !== -1; end = chunk.indexOf(LINE_FEED, from)) {
      const rest = chunk.subarray(from, end);
      if (begunBytes + rest.length > maxLineBytes) throw new LineTooLong(lineNumber);
      yield begun.length === 0 ? rest : Buffer.concat([...begun, rest]);
      [begun, begunBytes, from] = [[], 0, end + 1];
      lineNumber += 1;
    }
    if (from < chunk.length) begun.push(chunk.subarray(from));
    begunBytes += chunk.length - from;
    if (begunBytes > maxLineBytes) throw new LineTooLong(lineNumber);
  }
  if (begunBytes > 0) yield Buffer.concat(begun);
}
