import { inflateSync } from 'node:zlib';

/**
 * The text that a PDF of pdfkit shows, once by the letters of each of its fonts: which of them a piece is written in is not
 * told apart, so that what is written in one is garbled by the others.
 */
export function textOfPdf(bytes: Buffer): string {
  const streams = streamsOf(bytes);
  const pieces = streams.flatMap((stream) =>
    [...stream.matchAll(/\[([^\]]*)\] TJ/g)].map(([, parts = '']) =>
      [...parts.matchAll(/<([0-9a-f]+)>/gi)].map(([, glyphs = '']) => glyphs).join(''),
    ),
  );
  const fonts = streams.map(lettersIn).filter((letters) => letters.length > 0);
  return fonts.map((letters) => pieces.map((piece) => written(piece, letters)).join('\n')).join('\n');
}

/** The letters of a font by the numbers of their glyphs; none: the stream is no list of them. */
function lettersIn(stream: string): readonly string[] {
  const [, list = ''] = /<0000> <[0-9a-f]{4}> \[([^\]]*)\]/i.exec(stream) ?? [];
  // A ligature is several letters, with spaces between.
  return [...list.matchAll(/<([0-9a-f ]*)>/gi)].map(([, codes = '']) => {
    return Buffer.from(codes.replaceAll(' ', ''), 'hex').swap16().toString('utf16le');
  });
}

function written(glyphs: string, letters: readonly string[]): string {
  return (glyphs.match(/.{4}/g) ?? []).map((code) => letters[parseInt(code, 16)] ?? '').join('');
}

function streamsOf(bytes: Buffer): string[] {
  const streams: string[] = [];
  for (let at = bytes.indexOf('stream\n'); at >= 0; at = bytes.indexOf('stream\n', at + 1)) {
    if (bytes.subarray(at - 3, at).toString('latin1') === 'end') continue;
    const end = bytes.indexOf('\nendstream', at);
    try {
      streams.push(inflateSync(bytes.subarray(at + 'stream\n'.length, end)).toString('latin1'));
    } catch {
      // A stream that is not deflated has no text of ours.
    }
  }
  return streams;
}
