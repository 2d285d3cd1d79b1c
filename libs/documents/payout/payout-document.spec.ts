import { smallPayoutDocument } from '../testing/small-payout-document';
import { creditNoteOf } from './payout-document';
import { PAYOUT_DOCUMENT_COLUMNS, payoutDocumentRows } from './payout-document-columns';
import { payoutDocumentJson, payoutDocumentText, readPayoutDocument } from './payout-document-json';
import { payoutDocumentPdf } from './payout-document-pdf';

const cameBack = { number: 'PLIXO-2026-C0001', date: '2026-03-02', atMs: Date.UTC(2026, 2, 2) };

describe('the document of a payout', () => {
  it('is taken back by a credit note of the same parties, with every amount turned round', () => {
    const paid = smallPayoutDocument({ version: 2 });
    const { lines, ...credit } = creditNoteOf(paid, cameBack);
    expect(credit).toMatchObject({
      ...cameBack,
      kind: 'credit_note',
      version: 1,
      corrects: { number: 'PLIXO-2026-0007', kind: 'self_billed_invoice' },
      supplier: paid.supplier,
      grossMinor: -4_300n,
      netMinor: -3_834n,
    });
    expect(lines.map(({ amountMinor }) => amountMinor)).toEqual([-4_990n, 990n, -300n]);
    expect(() => creditNoteOf({ ...credit, lines }, cameBack)).toThrow('is a credit note');
  });

  it('is read again as it was kept, amounts as texts in JSON', () => {
    const document = smallPayoutDocument();
    expect(readPayoutDocument(payoutDocumentText(document))).toEqual(document);
    expect(payoutDocumentJson(document)).toMatchObject({ netMinor: '3834', lines: [{ amountMinor: '4990' }, {}, {}] });
  });

  it('as CSV has a row for each line and one of the sums, so that each column adds up', () => {
    const rows = payoutDocumentRows(smallPayoutDocument());
    const column = (name: string) => PAYOUT_DOCUMENT_COLUMNS.find(([head]) => head === name)![1];
    const sum = (name: string) => rows.reduce((total, row) => total + ((column(name)(row) as bigint | null) ?? 0n), 0n);
    expect(['amount', 'gross', 'net'].map((name) => sum(`${name} (minor units)`))).toEqual([4_300n, 4_300n, 3_834n]);
  });

  it('is the same to the byte when drawn again, another in another language, and for whatever it says otherwise', async () => {
    const paid = smallPayoutDocument();
    const [first, ...others] = await Promise.all([
      payoutDocumentPdf(paid, 'en'),
      payoutDocumentPdf(paid, 'de'),
      payoutDocumentPdf({ ...paid, kind: 'remittance_advice', taxNote: null, agreedOn: null }, 'en'),
      payoutDocumentPdf({ ...paid, kind: 'remittance_advice', taxNote: null, refusal: 'domestic_vat' }, 'en'),
      payoutDocumentPdf({ ...paid, taxNote: 'not_registered' }, 'en'),
      payoutDocumentPdf({ ...paid, version: 2 }, 'en'),
      payoutDocumentPdf(creditNoteOf(paid, cameBack), 'en'),
    ]);
    expect((await payoutDocumentPdf(paid, 'en')).bytes.equals(first.bytes)).toBe(true);
    expect(new Set([first, ...others].map(({ sha256 }) => sha256)).size).toBe(7);
    expect(first.bytes.toString('latin1')).toContain('(D:20260210000000Z)');
  });

  it('tells what its font cannot draw of a name', async () => {
    const document = smallPayoutDocument();
    const supplier = { ...document.supplier!, legalName: '李 SARL' };
    expect((await payoutDocumentPdf({ ...document, supplier }, 'de')).undrawn).toEqual(['U+674E']);
  });
});
