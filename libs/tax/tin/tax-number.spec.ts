import { endingOf, readTin, writtenTin, type TinKind } from './tax-number';

const read = (kind: TinKind, text: string, country = kind === 'foreign' ? 'DE' : 'US') => readTin(kind, country, text);
const tinOf = (kind: TinKind, text: string) => {
  const answer = read(kind, text);
  if (!answer.ok) throw new TypeError(answer.why);
  return answer.tin;
};

describe('a tax number', () => {
  it.each<[TinKind, string, boolean]>([
    ['SSN', '123-45-6789', true],
    ['SSN', ' 123 45 6789 ', true],
    ['SSN', '12345678', false],
    ['SSN', '000-45-6789', false],
    ['SSN', '666-45-6789', false],
    ['SSN', '900-45-6789', false],
    ['SSN', '123-00-6789', false],
    ['SSN', '123-45-0000', false],
    ['SSN', 'abc-de-fghi', false],
    ['EIN', '12-3456789', true],
    ['EIN', '07-3456789', false],
    ['EIN', '00-3456789', false],
    ['ITIN', '900-70-1234', true],
    ['ITIN', '912-50-1234', true],
    ['ITIN', '900-66-1234', false],
    ['ITIN', '900-89-1234', false],
    ['ITIN', '900-93-1234', false],
    ['ITIN', '123-70-1234', false],
    ['foreign', '86 095 742 719', true],
    ['foreign', 'AB/123.456-X', true],
    ['foreign', '1234', false],
    ['foreign', 'x'.repeat(31), false],
  ])('%s %s is one: %s', (kind, text, expected) => {
    expect(read(kind, text).ok).toBe(expected);
  });

  it('is of the country that its kind is of', () => {
    expect(read('SSN', '123-45-6789', 'DE')).toEqual({ ok: false, why: expect.stringMatching('country is US') });
    expect(read('foreign', '86095742719', 'US').ok).toBe(false);
    expect(read('foreign', '86095742719', 'Germany').ok).toBe(false);
    expect(read('foreign', '86095742719', 'XX').ok).toBe(false);
  });

  it('is one line: two numbers are not joined', () => {
    expect(read('SSN', '123-45-6789\n').ok).toBe(true);
    for (const text of ['123-45\n6789', '86095\r\n742719', '86095\r742719']) {
      for (const kind of ['SSN', 'foreign'] as const) {
        expect(read(kind, text)).toEqual({ ok: false, why: 'it is one line, and these are more' });
      }
    }
  });

  it('is not in what is said of it where it is none', () => {
    for (const kind of ['SSN', 'EIN', 'ITIN'] as const) {
      expect(JSON.stringify(read(kind, '000-00-0000x'))).not.toContain('0000');
    }
  });

  it('is compared without what stands between, and written as on a return', () => {
    expect(tinOf('SSN', '123-45-6789').number).toBe(tinOf('EIN', '12-3456789').number);
    expect(writtenTin(tinOf('SSN', '123456789'))).toBe('123-45-6789');
    expect(writtenTin(tinOf('EIN', '123456789'))).toBe('12-3456789');
    expect(writtenTin(tinOf('foreign', 'de 123.45'))).toBe('DE12345');
  });

  it('shows its last four, and of a short one no more than half', () => {
    expect(endingOf(tinOf('SSN', '123-45-6789'))).toBe('6789');
    expect(endingOf(tinOf('foreign', '12345'))).toBe('45');
  });
});
