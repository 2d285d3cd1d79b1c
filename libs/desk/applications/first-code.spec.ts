import { firstCodes } from './first-code';

it('is of the company’s name, without what companies are', () => {
  const first = (company: string) => firstCodes(company, 'P1')[0];
  expect(['Alder Ltd.', 'Müller & Söhne GmbH', 'Crème SARL', 'The Very Long Name of a Company'].map(first)).toEqual([
    ...['ALDER', 'MUELLERSOEHN', 'CREME', 'VERYLONGNAME'],
  ]);
  expect(first('Inc')).toBe('INC');
});

it('goes on with numbers, and ends with one that is nobody else’s', () => {
  const codes = firstCodes('Alder', 'P4F2');
  expect([codes[1], codes.at(-2), codes.at(-1)]).toEqual(['ALDER2', 'ALDER20', 'P4F2']);
  expect(firstCodes(null, 'P1')).toEqual(['P1']);
  expect(firstCodes('株式会社', 'P1')).toEqual(['P1']);
});
