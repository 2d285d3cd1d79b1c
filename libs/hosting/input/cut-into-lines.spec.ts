import * as fc from 'fast-check';
import { cutIntoLines, LineTooLong } from './cut-into-lines';

async function linesOf(chunks: readonly string[], maxLineBytes = 1_000): Promise<string[]> {
  const lines: string[] = [];
  const bytes = (async function* () {
    for (const chunk of chunks) yield await Promise.resolve(Buffer.from(chunk));
  })();
  for await (const line of cutIntoLines(bytes, maxLineBytes)) lines.push(line.toString());
  return lines;
}

describe('bytes', () => {
  it('are cut at line feeds wherever a chunk ends', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.constantFrom('a', 'bc', '\n', '', '\r', '{"d":1}\n\ne')), async (chunks) => {
        const expected = chunks.join('').split('\n');
        if (expected.at(-1) === '') expected.pop();
        expect(await linesOf(chunks)).toEqual(expected);
      }),
    );
  });

  it('of a line as long as allowed pass, also in pieces, and with one more do not', async () => {
    expect(await linesOf(['ab', 'c\nabc'], 3)).toEqual(['abc', 'abc']);
    await expect(linesOf(['ab', 'cd\n'], 3)).rejects.toThrow(LineTooLong);
    await expect(linesOf(['a\n', 'abcd'], 3)).rejects.toMatchObject({ lineNumber: 2 });
  });
});
