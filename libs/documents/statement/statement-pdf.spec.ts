import { SMALL_ACCOUNT, smallStatement } from '../testing/small-statement';
import { statementPdf } from './statement-pdf';

const pagesOf = (bytes: Buffer) => Number(/\/Type \/Pages[^>]*?\/Count (\d+)/s.exec(bytes.toString('latin1'))?.[1]);

describe('the document of a statement', () => {
  it('is the same to the byte for the same statement, and dated by the end of its month', async () => {
    const [one, other] = [await statementPdf(smallStatement(), 'en'), await statementPdf(smallStatement(), 'en')];
    expect(one.bytes.equals(other.bytes)).toBe(true);
    expect(one.bytes.subarray(0, 5).toString()).toBe('%PDF-');
    expect(one.bytes.toString('latin1')).toContain('(D:20260201000000Z)');
    expect(one.undrawn).toEqual([]);
    expect(pagesOf(one.bytes)).toBe(1);
  });

  it('is another in another language, and for a statement that differs in anything', async () => {
    const documents = await Promise.all([
      statementPdf(smallStatement(), 'en'),
      statementPdf(smallStatement(), 'de'),
      statementPdf(smallStatement({ isClosed: false }), 'en'),
      statementPdf(smallStatement({ company: 'Oakhaven' }), 'en'),
      statementPdf(smallStatement({ accounts: [{ ...SMALL_ACCOUNT, closingMinor: 5_301n }] }), 'en'),
      statementPdf(smallStatement({ accounts: [] }), 'en'),
    ]);
    expect(new Set(documents.map(({ sha256 }) => sha256)).size).toBe(documents.length);
  });

  it('tells what its font cannot draw, in names and ids alike, each once', async () => {
    const { undrawn } = await statementPdf(smallStatement({ name: '李 Łódź Ελλάδα ООО', partner: '李\u202e🙂' }), 'de');
    expect(undrawn).toEqual(['U+1F642', 'U+202E', 'U+674E']);
  });

  it('goes on over as many pages as it needs', async () => {
    const lines = Array.from({ length: 200 }, (_, index) => ({ ...SMALL_ACCOUNT.lines[0]!, invoice: `inv-${index}` }));
    const { bytes } = await statementPdf(smallStatement({ accounts: [{ ...SMALL_ACCOUNT, lines }] }), 'en');
    expect(pagesOf(bytes)).toBeGreaterThan(3);
  });
});
