import { textTable } from './text-table';

it('a table is plain text, without codes for a terminal, also none from its cells', () => {
  const table = textTable(['id', 'amount'], [['a\u001b[31m\u202eb', '1.00']], { right: ['amount'] });
  expect(table).toContain('a\\u001b[31m\\u202eb');
  // eslint-disable-next-line no-control-regex -- what must not be there
  expect(table).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u202e]/);
});

it('a cell of another script stays what it is', () => {
  expect(textTable(['name'], [['Ünïcode 東京 🙂']])).toContain('Ünïcode 東京 🙂');
});
