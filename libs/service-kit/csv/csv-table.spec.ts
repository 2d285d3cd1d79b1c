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

  it('leaves negative numbers what they are', async () => {
    expect(await csvOf([{ name: 'a', amountMinor: -150n }])).toBe(
      'name,amount (minor units),amount,rate\r\na,-150,-1.50,-0.2\r\n',
    );
  });

  it('quotes what would end a cell or a line', async () => {
    const csv = await csvOf([{ name: 'a,"b"\r\nc', amountMinor: 0n }]);
    expect(csv).toContain('"a,""b""\r\nc",0,0.00');
  });

  it('leaves a cell empty where there is nothing, and has a heading where there are no rows', async () => {
    expect(await csvOf([{ name: null, amountMinor: 0n }])).toContain('\r\n,0,0.00,');
    expect(await csvOf([])).toBe('name,amount (minor units),amount,rate\r\n');
  });
});
