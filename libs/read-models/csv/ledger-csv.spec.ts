import type { LineEntry, StatementEntry } from '../ledger-view';
import { all } from '../testing/report-text';
import { linesCsv, statementsCsv } from './ledger-csv';

async function* rowsOf<R>(...rows: R[]): AsyncIterable<R> {
  yield* rows;
}

const line: LineEntry = {
  partner: '=HYPERLINK("http://x")',
  customer: 'Müller, "Söhne"',
  invoice: '+1',
  line: '@cmd',
  seq: 2,
  reason: 'refund',
  base: 9_007_199_254_740_993n,
  rate: '0.1',
  amount: -33n,
  currency: 'USD',
  state: 'hold',
  holds: ['clearing', 'dispute'],
  effectiveAt: '2026-01-10T12:00:00.000Z',
  postedAt: '2026-01-10T12:00:00.000Z',
  clearsAt: '2026-02-09T12:00:00.000Z',
  paidAt: null,
  termsVersion: 1,
  cause: '-1+2',
};

it('writes lines with the names of the contract; no text is a formula, and numbers stay numbers', async () => {
  const [head, row, ...rest] = await all(linesCsv(rowsOf(line)));
  expect(head).toBe(
    'partner,customer,invoice,line,seq,reason,base,rate,amount,currency,state,holds,effectiveAt,postedAt,clearsAt,paidAt,termsVersion,cause\r\n',
  );
  expect(row).toBe(
    `"'=HYPERLINK(""http://x"")","Müller, ""Söhne""",'+1,'@cmd,2,refund,9007199254740993,0.1,-33,USD,hold,clearing dispute,` +
      `2026-01-10T12:00:00.000Z,2026-01-10T12:00:00.000Z,2026-02-09T12:00:00.000Z,,1,'-1+2\r\n`,
  );
  expect(rest).toEqual([]);
});

it.each(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'])(
  'takes the sting out of a text that begins with %j',
  async (sign) => {
    const [, row] = await all(linesCsv(rowsOf({ ...line, customer: `${sign}1` })));
    expect(row).toContain(`'${sign}1`);
  },
);

it('writes statements, and only a head where there are none', async () => {
  const amounts = {
    opening: 0n,
    accrued: 500n,
    adjusted: 0n,
    reversed: -100n,
    paid: 0n,
    closing: 400n,
    fees: 0n,
    net: 0n,
  };
  const statement: StatementEntry = { partner: 'p', currency: 'USD', month: '2026-01', ...amounts };
  const head = 'partner,currency,month,opening,accrued,adjusted,reversed,paid,closing,fees,net\r\n';
  expect(await all(statementsCsv(rowsOf(statement)))).toEqual([head, 'p,USD,2026-01,0,500,0,-100,0,400,0,0\r\n']);
  expect(await all(statementsCsv(rowsOf()))).toEqual([head]);
});
