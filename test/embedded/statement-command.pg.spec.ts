import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { freshDatabase } from '../support/postgres';
import { adminToken, ledgerPlace, LedgerProcess, runLedger, type LedgerPlace } from './ledger-process';
import { sendLines } from './send-events';

const HISTORY = readFileSync(resolve(__dirname, '../cases/data/contract-1-plixo.ndjson'), 'utf8').trim().split('\n');
const NAMED = JSON.stringify({
  ...{ specversion: '1.0', id: 'named', source: 'test', type: 'partner.contact_changed', time: '2026-03-10T12:00:00Z' },
  program: 'plixo',
  data: { partner: 'p', name: '李 Größe' },
});

jest.setTimeout(120_000);

describe('ledger statement', () => {
  let place: LedgerPlace;
  let folder: string;

  beforeAll(async () => {
    place = await ledgerPlace(await freshDatabase());
    folder = mkdtempSync(join(tmpdir(), 'statements-'));
    const ledger = await LedgerProcess.start(place);
    await sendLines(await ledger.url(), await adminToken(place), [...HISTORY, NAMED], 20);
    await ledger.interrupt();
  });
  afterAll(async () => {
    rmSync(folder, { recursive: true });
    await place.remove();
  });

  const statement = (...args: readonly string[]) => runLedger(['statement', ...args], place);

  it('prints tables, CSV and JSON of the month, of all partners or one', async () => {
    const csv = await statement('2026-02', '--program', 'plixo', '--format', 'csv');
    const rows = csv.stdout.trimEnd().split('\r\n').slice(1);
    expect(rows.map((row) => row.split(',').slice(1, 7).join(' '))).toEqual([
      'p 2026-02 open USD opening 2026-02-01',
      'p 2026-02 open USD line 2026-02-10',
      'p 2026-02 open USD payout 2026-02-10',
      'p 2026-02 open USD closing 2026-02-28',
    ]);
    const json = await statement('2026-02', '--program', 'plixo', '--partner', 'p', '--format', 'json');
    expect(JSON.parse(json.stdout)).toMatchObject({
      partner: 'p',
      name: '李 Größe',
      state: 'open',
      accounts: [
        {
          openingMinor: '10000',
          accruedMinor: '10000',
          paidMinor: '10000',
          closingMinor: '10000',
          feesMinor: '50',
          netMinor: '9950',
          payouts: [{ date: '2026-02-10', payout: 'po-1', kind: 'made', grossMinor: '10000', feeMinor: '50' }],
        },
      ],
    });
    const table = await statement('2026-02', '--program', 'plixo');
    expect(table.stdout).toMatch(/^plixo, p, 2026-02 \(open\)\n[^]* po-1, stripe │ made +│ +│ -100\.00 │ 0\.50 │/);
  });

  it('writes a PDF for each partner, issues it when the month is closed, and tells what it cannot draw', async () => {
    const written = () =>
      statement('2026-02', '--program', 'plixo', '--format', 'pdf', '--lang', 'de', '--out', folder);
    const file = join(folder, 'Plixo-2026-02-P-de.pdf');
    const provisional = await written();
    expect(provisional.stdout).toMatch(new RegExp(`^${file} provisional sha256 [0-9a-f]{64}\n$`));
    expect(provisional.stderr).toBe(`${file}: the font cannot draw U+674E, which stand by their numbers\n`);
    await runLedger(['close', '2026-02', '--program', 'plixo'], place);
    const issued = await written();
    const sha256 = createHash('sha256').update(readFileSync(file)).digest('hex');
    expect(issued.stdout).toBe(`${file} issued sha256 ${sha256}\n`);
    expect((await written()).stdout).toBe(`${file} issued before sha256 ${sha256}\n`);
    expect(readdirSync(folder)).toEqual(['Plixo-2026-02-P-de.pdf']);
  });

  it.each([
    [['--format', 'pdf'], /^--format pdf writes files: name a folder with --out\n$/],
    [['--out', 'x'], /^--out goes with --format pdf\n$/],
    [['--partner', 'q'], /^no partner q has applied to or enrolled in plixo\n$/],
  ])('refuses %j in one line', async (args, line) => {
    const { status, stdout, stderr } = await statement('2026-02', '--program', 'plixo', ...args);
    expect([status, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(line);
  });
});
