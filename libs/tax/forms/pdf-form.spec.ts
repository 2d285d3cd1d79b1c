import { MOST_FORM_BYTES, whyNoForm } from './pdf-form';

const pdf = (length = 0) =>
  Buffer.concat([Buffer.from('%PDF-1.4\n'), Buffer.alloc(length, 'x'), Buffer.from('\n%%EOF\n')]);

describe('the file of a tax form', () => {
  it('is a PDF by its bytes', () => {
    expect(whyNoForm(pdf())).toBeNull();
    expect(whyNoForm(Buffer.from('\x89PNG\r\n\x1a\n%%EOF'))).toBe('it does not begin as a PDF does');
    expect(whyNoForm(Buffer.from('<html>%PDF-1.4 %%EOF'))).toBe('it does not begin as a PDF does');
    expect(whyNoForm(Buffer.alloc(0))).toBe('it does not begin as a PDF does');
  });

  it('is whole', () => {
    expect(whyNoForm(pdf(5_000).subarray(0, 4_000))).toBe('it does not end as a PDF does: it is cut off');
  });

  it('is not too large', () => {
    expect(whyNoForm(pdf(MOST_FORM_BYTES))).toMatch(/and at most 5000000 are kept$/);
  });
});
