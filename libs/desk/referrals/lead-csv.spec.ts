import { MOST_LEAD_ROWS, readLeadCsv } from './lead-csv';

const read = (text: string) => readLeadCsv(Buffer.from(text));
const HEADINGS = 'email,company,primary_contact';

it('reads rows with their lines; what is empty is not given', () => {
  expect(read(`\uFEFF${HEADINGS},note\r\na@x.example,"X, Inc.",Ada,\r\n\r\nb@y.example,,Bo,"two\nlines"\n`)).toEqual({
    ok: true,
    rows: [
      { line: 2, fields: { email: 'a@x.example', company: 'X, Inc.', primary_contact: 'Ada' } },
      { line: expect.any(Number), fields: { email: 'b@y.example', primary_contact: 'Bo', note: 'two\nlines' } },
    ],
  });
});

it.each([
  ['', 'there are no leads in it'],
  [`${HEADINGS}\n`, 'there are no leads in it'],
  ['email,company\na@x.example,X\n', 'line 1: no column primary_contact'],
  [`${HEADINGS},phone\na@x.example,X,Ada,1\n`, 'line 1: no column is named phone'],
  [`${HEADINGS}\na@x.example,X\n`, 'Invalid Record Length'],
  [`${HEADINGS}\n${'a@x.example,X,Ada\n'.repeat(MOST_LEAD_ROWS + 1)}`, 'at most 1000 are taken at once'],
])('refuses %j as a whole: %s', (text, fault) => {
  expect(read(text)).toEqual({ ok: false, fault: expect.stringContaining(fault) });
});

it('refuses what is not in UTF-8', () => {
  expect(readLeadCsv(Buffer.from([0x65, 0xff, 0x0a]))).toMatchObject({ ok: false });
});
