import { RECIPIENT, SUPPLIER } from '../testing/parties';
import { chooseDocument, type DocumentChoice, type HeldWhenPaid } from './choose-document';

const given = (change: Partial<HeldWhenPaid>): DocumentChoice =>
  chooseDocument({ rail: 'stripe', recipient: RECIPIENT, supplier: SUPPLIER, consent: { agrees: true }, ...change });
const advice = (refusal: DocumentChoice['refusal']) => ({ kind: 'remittance_advice', taxNote: null, refusal });
const selfBilled = (taxNote: DocumentChoice['taxNote']) => ({ kind: 'self_billed_invoice', taxNote, refusal: null });

describe('the document of a payout', () => {
  it('is a remittance advice where the partner never agreed, or no longer does', () => {
    expect(given({ consent: null })).toEqual(advice(null));
    expect(given({ consent: { agrees: false } })).toEqual(advice(null));
  });

  it('is self-billed with reverse charge between two countries', () => {
    expect(given({})).toEqual(selfBilled('reverse_charge'));
  });

  it('is self-billed without VAT where the partner is not registered, at home and abroad', () => {
    const supplier = { ...SUPPLIER, isRegistered: false, vatId: null, taxId: '12345678' };
    expect(given({ supplier })).toEqual(selfBilled('not_registered'));
    expect(given({ supplier: { ...supplier, country: 'DE' } })).toEqual(selfBilled('not_registered'));
  });

  it.each([
    ['VAT is due at home', { supplier: { ...SUPPLIER, country: 'DE' } }, 'domestic_vat'],
    ['nobody noted who the program is', { recipient: null }, 'own_data_missing'],
    ['nobody noted who the partner is', { supplier: null }, 'billing_data_missing'],
    ['the partner has no number at all', { supplier: { ...SUPPLIER, vatId: null } }, 'tax_id_missing'],
    ['it has no VAT id for abroad', { supplier: { ...SUPPLIER, vatId: null, taxId: '12345678' } }, 'vat_id_missing'],
    ['the program has none', { recipient: { ...RECIPIENT, vatId: null } }, 'own_vat_id_missing'],
    ['another paid it before this ledger', { rail: 'external' }, 'paid_elsewhere'],
  ] as const)('is a remittance advice where %s, and says why it is not self-billed', (_, change, refusal) => {
    expect(given(change)).toEqual(advice(refusal));
  });
});
