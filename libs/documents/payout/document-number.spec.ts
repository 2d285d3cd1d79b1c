import { documentNumber, numbered, parseDocumentNumber } from './document-number';

describe('the number of a document', () => {
  it.each([
    ['plixo', 'paid', 2026, 7, 'PLIXO-2026-0007'],
    ['plixo', 'returned', 2026, 2, 'PLIXO-2026-C0002'],
    ['three-tier', 'paid', 2027, 12_345, 'THREE-TIER-2027-12345'],
  ] as const)('of %s, %s, %d, %d is %s', (program, series, year, place, number) => {
    expect(documentNumber(program, series, year, place)).toBe(number);
  });

  it('is another for programs that differ in capital letters or signs alone', () => {
    const numbers = ['plixo', 'Plixo', 'PLIXO', 'plixo.', 'pl-ixo', 'plixo-2026'].map((program) =>
      documentNumber(program, 'paid', 2026, 1),
    );
    expect(new Set(numbers.map((number) => number.toLowerCase())).size).toBe(numbers.length);
  });

  it('is read again, and no other text is one', () => {
    expect(parseDocumentNumber('plixo', 'PLIXO-2026-C0002')).toEqual({ series: 'returned', year: 2026, place: 2 });
    expect(parseDocumentNumber('plixo', 'PLIXO-2026-12345')).toEqual({ series: 'paid', year: 2026, place: 12_345 });
    for (const text of ['PLIXO-2026-00012345', 'plixo-2026-0001', 'OTHER-2026-0001', 'PLIXO-2026-1', '2026-01', '']) {
      expect([text, parseDocumentNumber('plixo', text)]).toEqual([text, null]);
    }
  });

  it('counts from 1 without gaps, in the order of the log', () => {
    expect(numbered('p', 'paid', 2026, ['po-2', 'po-1', 'po-10'])).toEqual([
      ['P-2026-0001', 'po-2'],
      ['P-2026-0002', 'po-1'],
      ['P-2026-0003', 'po-10'],
    ]);
  });
});
