import { MemoryLedger } from '../memory/memory-ledger';
import { ledgerAsOf } from '../as-of/ledger-as-of';
import { calendarFor, termsOf } from '../testing/entries';
import { all } from '../testing/report-text';
import { twoPartners } from '../testing/two-partners';
import { csvReport } from './csv-report';
import { LISTS } from './lists';
import { tableReport } from './table-report';

async function view() {
  const ledger = new MemoryLedger(calendarFor);
  ledger.apply(twoPartners());
  return ledgerAsOf(ledger, { termsOf, asOf: null });
}

describe.each(LISTS)('the list %s', (name) => {
  it('has the same rows as CSV and as a table, each of the width of its headings', async () => {
    const [head = '', ...rows] = (await all(csvReport(await view(), name))).join('').trimEnd().split('\r\n');
    const columns = head.split(',').length;
    for (const row of rows) expect(row.split(',')).toHaveLength(columns);
    const table = (await all(tableReport(await view(), { show: [name] }))).join('');
    const shown = table
      .slice(table.indexOf(`\n${name}\n`))
      .split('\n')
      .filter((line) => line.startsWith('│'));
    expect(shown).toHaveLength(rows.length + 1);
  });
});

it('lines as CSV name program, partner, invoice and the amount in minor and major units', async () => {
  const csv = (await all(csvReport(await view(), 'lines'))).join('');
  expect(csv).toMatch(/^program,partner,customer,invoice,line,seq,reason,currency,base \(minor units\),base,rate,/);
  expect(csv.split('\r\n')[1]).toMatch(/^plixo,/);
});
