import { SMALL_ENTRIES, smallBook } from '../testing/small-book';
import type { BookEntry } from './book';
import { readChart } from './chart-of-accounts';
import { journalText, lackedBy, type JournalChoice } from './journal-text';

async function written(choice: JournalChoice): Promise<string> {
  let text = '';
  for await (const piece of journalText(choice, [smallBook()])) text += piece;
  return text;
}

function chart(accounts: object, programs?: object) {
  const read = readChart({ accounts, ...(programs === undefined ? {} : { programs }) });
  if (!read.ok) throw new Error(read.faults.join('; '));
  return { format: 'gl-csv', chart: read.chart } as const;
}

const WHOLE = {
  commission_expense: { account: '6200', name: 'Commissions' },
  partner_hold: '2410',
  'partner_hold:Alder': '2411',
  in_transit: '1090',
};

it('hledger: what is used is declared, each entry has its tags, and balances stand at the end', async () => {
  expect(await written({ format: 'hledger' })).toBe(
    `commodity 1000. JPY
commodity 1000.00 USD

; program: plixo, as of 2026-02-10T00:00:00.000Z
account Expenses:Plixo:Commission  ; type: X, program: plixo
account Liabilities:Plixo:In-transit:Stripe  ; type: L, program: plixo, rail: stripe
account Liabilities:Plixo:Partner-hold:X---41--lder  ; type: L, program: plixo, partner: Alder

2026-01-10 (3.1) bonus
    ; kind: accrual, at: 2026-01-10T12:00:00.000Z, invoice: inv-1\\u002c with a comma, line: 1, seq: 2, event: =evil(), source: billing, event-type: customer.activated
    Expenses:Plixo:Commission                                         123.45 USD
    Liabilities:Plixo:Partner-hold:X---41--lder                      -123.45 USD

2026-02-10 (4.1) payout
    ; kind: payout, at: 2026-02-09T23:30:00.000Z, payout: po-1
    Liabilities:Plixo:Partner-hold:X---41--lder                            7 JPY
    Liabilities:Plixo:In-transit:Stripe                                   -7 JPY

2026-02-10 (balances) balances
    Expenses:Plixo:Commission                                           0.00 USD = 123.45 USD
    Liabilities:Plixo:In-transit:Stripe                                    0 JPY = -7 JPY
    Liabilities:Plixo:Partner-hold:X---41--lder                            0 JPY = 7 JPY
    Liabilities:Plixo:Partner-hold:X---41--lder                         0.00 USD = -123.45 USD
`,
  );
});

it('Beancount: the same, with balances exact to the last digit on the day after', async () => {
  expect(await written({ format: 'beancount' })).toBe(
    `option "title" "Partner commission ledger"

; program: plixo, as of 2026-02-10T00:00:00.000Z
2026-01-01 open Expenses:Plixo:Commission USD
  program: "plixo"
2026-01-01 open Liabilities:Plixo:In-transit:Stripe JPY
  program: "plixo"
  rail: "stripe"
2026-01-01 open Liabilities:Plixo:Partner-hold:X---41--lder JPY,USD
  program: "plixo"
  partner: "Alder"

2026-01-10 * "bonus"
  number: "3.1"
  kind: "accrual"
  at: "2026-01-10T12:00:00.000Z"
  invoice: "inv-1\\\\u002c with a comma"
  line: "1"
  seq: "2"
  event: "=evil()"
  source: "billing"
  event-type: "customer.activated"
  Expenses:Plixo:Commission                                         123.45 USD
  Liabilities:Plixo:Partner-hold:X---41--lder                      -123.45 USD

2026-02-10 * "payout"
  number: "4.1"
  kind: "payout"
  at: "2026-02-09T23:30:00.000Z"
  payout: "po-1"
  Liabilities:Plixo:Partner-hold:X---41--lder                            7 JPY
  Liabilities:Plixo:In-transit:Stripe                                   -7 JPY

2026-02-11 balance Expenses:Plixo:Commission                                 123.45 ~ 0 USD
2026-02-11 balance Liabilities:Plixo:In-transit:Stripe                       -7 ~ 0 JPY
2026-02-11 balance Liabilities:Plixo:Partner-hold:X---41--lder               7 ~ 0 JPY
2026-02-11 balance Liabilities:Plixo:Partner-hold:X---41--lder               -123.45 ~ 0 USD
`,
  );
});

it('a general ledger: two rows an entry, accounts of the chart, nothing that a spreadsheet would run', async () => {
  expect((await written(chart(WHOLE))).split('\r\n')).toEqual([
    'program,entry,date,account,account name,debit,credit,currency,ledger account,partner or rail,kind,reason,invoice,line,seq,payout,time,event,source,event type',
    `plixo,3.1,2026-01-10,6200,Commissions,123.45,,USD,commission_expense,,accrual,bonus,"inv-1, with a comma",1,2,,2026-01-10T12:00:00.000Z,'=evil(),billing,customer.activated`,
    `plixo,3.1,2026-01-10,2411,,,123.45,USD,partner_hold,Alder,accrual,bonus,"inv-1, with a comma",1,2,,2026-01-10T12:00:00.000Z,'=evil(),billing,customer.activated`,
    'plixo,4.1,2026-02-10,2411,,7,,JPY,partner_hold,Alder,payout,,,,,po-1,2026-02-09T23:30:00.000Z,,,',
    'plixo,4.1,2026-02-10,1090,,,7,JPY,in_transit,stripe,payout,,,,,po-1,2026-02-09T23:30:00.000Z,,,',
    '',
  ]);
});

it('a program has accounts of its own where the chart says so', async () => {
  const text = await written(chart(WHOLE, { plixo: { accounts: { in_transit: '1091' } }, other: { accounts: {} } }));
  expect(text).toContain(',1091,');
  expect(text).not.toContain(',1090,');
});

it('names what a chart lacks', () => {
  const lacking = chart({ commission_expense: '6200', 'partner_hold:birch': '2410' });
  expect(lackedBy(lacking, [smallBook()])).toEqual(['plixo: in_transit', 'plixo: partner_hold']);
  expect(lackedBy(chart(WHOLE), [smallBook()])).toEqual([]);
  expect(lackedBy({ format: 'hledger' }, [smallBook()])).toEqual([]);
});

it.each([
  [
    { accounts: { partner_hodl: '1' } },
    'accounts.partner_hodl: the journal has no such account: it has commission_expense, ',
  ],
  [{ accounts: { cash: 1010 } }, 'accounts.cash: an account is a number as text, or { "account": …, "name": … }'],
  [{ accounts: { cash: '' } }, 'accounts.cash: an account is a number as text'],
  [{ accounts: { cash: { name: 'Bank' } } }, 'accounts.cash: an account is a number as text'],
  [{ programs: {} }, 'accounts: '],
  [{ accounts: {}, acounts: {} }, 'Unrecognized key: "acounts"'],
  [{ accounts: {}, programs: { plixo: { accounts: { chash: '1' } } } }, 'programs.plixo.accounts.chash: '],
  ['6200', 'expected object'],
])('refuses the chart %j', (value, fault) => {
  const read = readChart(value);
  expect(read.ok ? '' : read.faults.join('\n')).toContain(fault);
});

it.each([{ format: 'hledger' } as const, { format: 'beancount' } as const, chart(WHOLE)])(
  'reads no further than is written: a million entries are not held ($format)',
  async (choice) => {
    let read = 0;
    const endless = async function* (): AsyncIterable<BookEntry> {
      for (;;) {
        read += 1;
        yield SMALL_ENTRIES[read % 2]!;
      }
    };
    const pieces = journalText(choice, [{ ...smallBook(), entries: endless }])[Symbol.asyncIterator]();
    await pieces.next();
    expect(read).toBeGreaterThan(10);
    expect(read).toBeLessThan(1_000);
    await pieces.return?.();
  },
);
