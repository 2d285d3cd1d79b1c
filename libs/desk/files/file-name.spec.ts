import { tidyFileName } from './file-name';

it('is the last part of a path, without signs that nobody sees', () => {
  expect(tidyFileName('W-9 Jörg.pdf')).toBe('W-9 Jörg.pdf');
  expect(tidyFileName('C:\\Users\\jo\\tax.pdf')).toBe('tax.pdf');
  expect(tidyFileName('../../etc/passwd')).toBe('passwd');
  expect(tidyFileName('a\r\nSet-Cookie: b.pdf')).toBe('aSet-Cookie: b.pdf');
  expect(tidyFileName('invoice\u202efdp.exe')).toBe('invoicefdp.exe');
});

it('is never empty, and not longer than can be shown', () => {
  expect(['', '..', '/', '\u0000'].map(tidyFileName)).toEqual(['file', 'file', 'file', 'file']);
  const long = tidyFileName(`${'x'.repeat(500)}.pdf`);
  expect([long.length, long.endsWith('x.pdf')]).toEqual([150, true]);
});
