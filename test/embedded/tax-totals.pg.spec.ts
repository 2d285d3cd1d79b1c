import { randomUUID } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freshDatabase } from '../support/postgres';
import { adminToken, LedgerProcess, ledgerPlace, runLedger, type LedgerPlace } from './ledger-process';

jest.setTimeout(60_000);

function fact(type: string, time: string, data: object): object {
  return { specversion: '1.0', id: randomUUID(), source: 'test', type, time: `${time}Z`, program: 'plixo', data };
}

function bonus(partner: string, time: string, amount: number): object {
  const adjustment = `${partner} ${time}`;
  return fact('adjustment.posted', time, { adjustment, partner, currency: 'USD', amount, by: 'f', reason: 'bonus' });
}

function joined(partner: string, form: string): object[] {
  return [
    fact('partner.applied', '2025-12-01T10:00:00', { partner, type: 'partner' }),
    fact('partner.approved', '2025-12-01T10:00:00', { partner }),
    fact('partner.tax_form_recorded', '2025-12-01T10:00:00', { partner, form, signedOn: '2025-11-30' }),
    fact('partner.payout_method_set', '2025-12-01T10:00:00', { partner, rail: 'stripe', account: `acct_${partner}` }),
  ];
}

describe('ledger tax totals', () => {
  let place: LedgerPlace;
  let folder: string;

  beforeAll(async () => {
    place = await ledgerPlace(await freshDatabase());
    folder = await mkdtemp(join(tmpdir(), 'tax-rules-'));
    const token = await adminToken(place);
    const ledger = await LedgerProcess.start(place);
    const body = [
      ...joined('=evil', 'W-9'),
      ...joined('p', 'W-8BEN'),
      bonus('=evil', '2025-12-30T10:00:00', 60_000),
      bonus('p', '2025-12-30T10:00:00', 10_000),
      fact('rail.connected', '2025-12-30T11:00:00', { rail: 'stripe' }),
      fact('clock.advanced', '2025-12-31T10:00:00', {}),
      fact('payout.settled', '2025-12-31T12:00:00', { payout: 'po-1', reference: 'tr_1' }),
      // Made in one year and paid in the next; the other came back in it.
      fact('payout.settled', '2026-01-02T12:00:00', { payout: 'po-2', reference: 'tr_2' }),
      fact('payout.returned', '2026-01-03T12:00:00', { payout: 'po-1', code: 'closed' }),
    ];
    const response = await fetch(`${await ledger.url()}/v1/events`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/x-ndjson' },
      body: body.map((event) => JSON.stringify(event)).join('\n'),
    });
    expect(await response.text()).not.toContain('rejected');
    await ledger.interrupt();
  });

  afterAll(async () => {
    await rm(folder, { recursive: true });
    await place.remove();
  });

  const totals = async (...options: string[]) => runLedger(['tax', 'totals', ...options], place);

  it('counts a payout in the year in which it was paid, and back in the year in which it came back', async () => {
    const of = async (year: string) => JSON.parse((await totals('--year', year, '--format', 'json')).stdout) as object;
    expect(await of('2025')).toMatchObject([
      { partner: '=evil', form: 'W-9', returnForm: '1099-NEC', grossMinor: '60000', due: true, paid: 1, returned: 0 },
    ]);
    expect(await of('2026')).toMatchObject([
      { partner: '=evil', grossMinor: '-60000', due: false, paid: 0, returned: 1 },
      { partner: 'p', returnForm: '1042-S', grossMinor: '10000', feeMinor: '50', netMinor: '9950', due: true },
    ]);
    expect(await of('2024')).toEqual([]);
  });

  it('is a table for a reader, and CSV in which no cell is a formula', async () => {
    const table = (await totals('--year', '2025')).stdout;
    expect(table).toContain('600.00');
    expect(table).toContain('yes');
    const csv = (await totals('--year', '2025', '--format', 'csv', '--program', 'plixo')).stdout.split(/\r?\n/);
    expect(csv[0]).toContain(
      'program,year,partner,form,return,rail,currency,payouts,returned,gross (minor units),gross',
    );
    expect(csv[1]).toBe(
      "plixo,2025,'=evil,W-9,1099-NEC,stripe,USD,1,0,60000,600.00,175,1.75,0,0.00,59825,598.25,60000,600.00,yes,",
    );
  });

  it('goes by rules of your own', async () => {
    const file = join(folder, 'rules.json');
    const rules = { returns: { 'W-9': '1099-NEC' }, thresholdsMinor: { '1099-NEC': { USD: { '2025': 60_001 } } } };
    await writeFile(file, JSON.stringify({ ...rules, railsThatReport: [] }));
    expect((await totals('--year', '2025', '--rules', file)).stdout).toContain('below the threshold');
    await writeFile(file, JSON.stringify({ ...rules, railsThatReport: 'stripe' }));
    const refused = await totals('--year', '2025', '--rules', file);
    expect(refused.stderr).toContain('railsThatReport: ');
    expect(refused.status).not.toBe(0);
    expect((await totals('--year', '26')).stderr).toContain('a year, such as 2026');
    expect((await totals('--year', '2025', '--program', 'plixi')).stderr).toContain('plixi');
  });
});
