import { fileTypeOf, MOST_FILE_BYTES, whyNoFile } from './file-type';

const pdf = (length = 0) =>
  Buffer.concat([Buffer.from('%PDF-1.4\n'), Buffer.alloc(length, 'x'), Buffer.from('\n%%EOF\n')]);
const png = Buffer.concat([Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), Buffer.alloc(20)]);
const jpeg = Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xe0]), Buffer.alloc(20)]);

it('is told by the first bytes, whatever stands behind them', () => {
  expect([pdf(), png, jpeg].map(fileTypeOf)).toEqual(['application/pdf', 'image/png', 'image/jpeg']);
  expect([pdf(), png, jpeg].map(whyNoFile)).toEqual([null, null, null]);
  for (const text of ['', '%PD', '<html>%PDF-1.4 %%EOF', 'GIF89a', 'MZ', '<svg xmlns=…>', '\x89PNG']) {
    expect(fileTypeOf(Buffer.from(text, 'latin1'))).toBeNull();
  }
  expect(whyNoFile(Buffer.from('GIF89a'))).toBe('by its bytes it is no PDF, PNG or JPEG');
});

it('has to be whole, and not too large', () => {
  expect(whyNoFile(pdf(5_000).subarray(0, 4_000))).toBe('it does not end as a PDF does: it is cut off');
  expect(whyNoFile(pdf(MOST_FILE_BYTES))).toMatch(/and a file has at most 10000000$/);
  const frame = pdf().length;
  expect(whyNoFile(pdf(MOST_FILE_BYTES - frame))).toBeNull();
});
