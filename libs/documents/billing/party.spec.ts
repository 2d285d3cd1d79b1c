import { SUPPLIER } from '../testing/parties';
import { readParty } from './party';

describe('what is typed about a party', () => {
  it('is trimmed, its country and ids brought to one form', () => {
    const typed = {
      ...SUPPLIER,
      legalName: ' Zoe\u0308 Größe SARL ',
      country: 'fr',
      vatId: 'fr 40 303.265-045',
      taxId: '',
    };
    expect(readParty(typed)).toEqual({ ok: true, party: SUPPLIER });
  });

  it('has a name that reads as it is, in a country that there is', () => {
    const typed = { ...SUPPLIER, legalName: '\u202eLRAS eßörG', country: 'XX' };
    expect(readParty(typed)).toEqual({
      ok: false,
      faults: ['the legal name has a character that is not seen', 'the country is two letters of ISO 3166, such as DE'],
    });
  });

  it('names each thing that is missing or cannot be', () => {
    expect(readParty({ legalName: 'a\u0007b', street: 'x'.repeat(141), country: 'DEU', vatId: 'D?' })).toEqual({
      ok: false,
      faults: [
        'the legal name has a control character',
        'the street is longer than 140 characters',
        'the postcode is missing',
        'the town is missing',
        'the country is two letters of ISO 3166, such as DE',
        'the VAT id is 4 to 20 letters and digits',
        'say whether it is registered for VAT, or not',
      ],
    });
  });
});
