import { ledgerAsOf } from '../as-of/ledger-as-of';
import { MemoryLedger } from '../memory/memory-ledger';
import { arrived, at, calendarFor, decided, standing, termsOf } from '../testing/entries';
import { all } from '../testing/report-text';
import { twoPartners } from '../testing/two-partners';
import { tableReport } from './table-report';

async function tableOf(entries: Parameters<MemoryLedger['apply']>[0]): Promise<string[]> {
  const ledger = new MemoryLedger(calendarFor);
  ledger.apply(entries);
  return (await all(tableReport(await ledgerAsOf(ledger, { termsOf, asOf: null }), {}))).join('').split('\n');
}

describe('the table report', () => {
  it('shows the totals of every partner, why what is unpaid is unpaid, and the checks', async () => {
    const lines = await tableOf(twoPartners());
    expect(lines[0]).toBe('plixo as of 2026-03-01T00:00:00.000Z');
    const cells = lines
      .filter((line) => line.startsWith('│'))
      .map((line) =>
        line
          .split('│')
          .map((cell) => cell.trim())
          .slice(1, -1),
      );
    expect(cells).toEqual([
      ['partner', 'type', 'status', 'currency', 'earned', 'hold', 'payable', 'paid', 'fees', 'why unpaid'],
      ['p', 'partner', 'active', 'USD', '12.00', '2.00', '0.00', '10.00', '0.28', 'clearing'],
      [
        'q',
        'partner',
        'suspended',
        'USD',
        '26.00',
        '-4.00',
        '30.00',
        '0.00',
        '0.00',
        'acknowledgement_missing, dispute, payout_method_missing, suspended, tax_form_missing',
      ],
    ]);
    expect(lines.slice(-6)).toEqual([
      '  trial balance USD: debit 106.00, credit 106.00 (balanced)',
      '  rejected: 1 (1 unknown_partner)',
      '  ignored: 1',
      '  anomalies: 1',
      '',
      '',
    ]);
  });

  it('shows partners without money, and what belongs to no program', async () => {
    const lines = await tableOf([
      arrived('', 1, null, { type: 'rejected', code: 'unknown_program', detail: 'x' }),
      arrived('plixo', 1, at('2026-01-01'), { type: 'accepted' }),
      decided('plixo', 1, standing('new', { application: 'applied', approvedAt: null })),
    ]);
    expect(lines.slice(0, 2)).toEqual(['belongs to no program', '  rejected: 1 (1 unknown_program)']);
    expect(lines.some((line) => /│ new +│ partner │ pending │/.test(line))).toBe(true);
  });

  it('says how many more partners there are than it shows', async () => {
    const ledger = new MemoryLedger(calendarFor);
    ledger.apply(twoPartners());
    const view = await ledgerAsOf(ledger, { termsOf, asOf: null });
    const text = (await all(tableReport(view, { maxRows: 1 }))).join('');
    expect(text).toMatch(/\n {2}… and \d+ more rows: ledger export --format table\n/);
  });

  it('says that there is nothing', async () => {
    expect(await tableOf([])).toEqual(['no event named a program', '']);
  });
});
