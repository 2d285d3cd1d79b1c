import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { amountColumns, csvTable, Decimal, type CsvColumn } from './csv-table';

interface Row {
  readonly name: string | null;
  readonly amountMinor: bigint;
}

const COLUMNS: readonly CsvColumn<Row>[] = [
  ['name', ({ name }) => name],
  ...amountColumns<Row>(
    'amount',
    ({ amountMinor }) => amountMinor,
    () => 'USD',
  ),
  ['rate', () => new Decimal('-0.2')],
];

async function csvOf(rows: readonly Row[]): Promise<string> {
  const { table, line } = csvTable(COLUMNS);
  return text(Readable.from(rows.map(line)).pipe(table));
}

describe('a table as CSV', () => {
  it.each(['=1+1', '+1', '-1+2', '@SUM(A1)', '\t=1', '＝1', '＋1', '－1', '＠x'])(
    'puts an apostrophe before the text %j, which a spreadsheet would run',
    async (name) => {
      expect(await csvOf([{ name, amountMinor: 1n }])).toContain(`'${name}`);
    },
  );

  it.each([
    '\r=1',
    '\n=1',
    ' =1+1',
    '\r\n =1',
    '\u00a0=1',
    '\ufeff=1',
    '\u200b=1',
    '\u0000=1',
    ' ＝1',
    '  -1+2',
    '\n@x',
  ])('puts one before the text %j too, whose blanks a spreadsheet would cut off', async (name) => {
    const csv = await csvOf([{ name, amountMinor: 1n }]);
    expect(csv).toContain(`'${name}`);
    expect(csv).not.toContain("''");
  });

  it.each([' a', '\n', 'a =1', ' (=1)', '1 - 2'])('leaves the text %j what it is', async (name) => {
    expect(await csvOf([{ name, amountMinor: 1n }])).not.toContain("'");
  });

  it('leaves negative numbers what they are', async () => {
    expect(await csvOf([{ name: 'a', amountMinor: -150n }])).toBe(
      'name,amount (minor units),amount,rate\r\na,-150,-1.50,-0.2\r\n',
    );
  });

  it('quotes what would end a cell or a line', async () => {
    const csv = await csvOf([{ name: 'a,"b"\r\nc', amountMinor: 0n }]);
    expect(csv).toContain('"a,""b""\r\nc",0,0.00');
  });

  it.each(['x\n=1+1', 'x\r=1+1', 'x\r\n=1+1', '\n', 'x\n'])(
    'keeps the line break of %j within its cell, where it begins no row',
    async (name) => {
      const csv = await csvOf([{ name, amountMinor: 1n }]);
      expect(csv).toContain(`\r\n"${name}",1,0.01,`);
    },
  );

  it('leaves a cell empty where there is nothing, and has a heading where there are no rows', async () => {
    expect(await csvOf([{ name: null, amountMinor: 0n }])).toContain('\r\n,0,0.00,');
    expect(await csvOf([])).toBe('name,amount (minor units),amount,rate\r\n');
  });
});
