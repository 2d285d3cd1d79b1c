import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TrialAnswerDto } from '@apps/referral-intake/trial/trial-answer.dto';
import { testEvent, twoPrograms } from '@ledger/service-kit/testing/two-programs';
import { openInProcess, type InProcessLedger } from '../embedded/in-process-ledger';
import { ledgerPlace, runLedger, type LedgerPlace } from '../embedded/ledger-process';

jest.setTimeout(120_000);

const event = (type: string, data: object) => testEvent('plixo', '2026-03-02', type, data, `${type} 1`);
const EVENTS = [
  event('invoice.paid', {
    invoice: 'tried',
    customer: 'b',
    currency: 'USD',
    lines: [
      { line: 'l1', kind: 'subscription', amount: 120_000 },
      { line: 'l2', kind: 'tax', amount: 22_800 },
    ],
  }),
  event('partner.suspended', { partner: 'nobody' }),
];

describe('ledger ingest --dry-run', () => {
  let place: LedgerPlace;
  let ledger: Omit<InProcessLedger, 'remove'>;
  let folder: string;
  let file: string;
  let atService: TrialAnswerDto;
  let position: bigint;

  beforeAll(async () => {
    place = await ledgerPlace();
    ledger = await openInProcess(place);
    const offers = twoPrograms().map((value, index) => ({ value, origin: { place: 'test', index } }));
    await ledger.running.ledger.offer(offers);
    position = await ledger.running.storage.store.lastPosition();
    folder = await mkdtemp(join(tmpdir(), 'ledger-trial-'));
    file = await fileOf('events', EVENTS);
  });
  afterAll(async () => {
    await rm(folder, { recursive: true });
    await place.remove();
  });

  async function fileOf(name: string, values: readonly unknown[]): Promise<string> {
    const path = join(folder, `${name}.ndjson`);
    await writeFile(path, values.map((value) => `${JSON.stringify(value)}\n`).join(''));
    return path;
  }

  const tryFile = (path: string, ...flags: string[]) =>
    runLedger(['ingest', path, '--dry-run', ...flags], place, {
      LEDGER_URL: ledger.running.http.url,
      LEDGER_TOKEN: ledger.token,
    });

  it('prints verdicts and what would follow as tables, from the running ledger, and records nothing', async () => {
    const { stdout, stderr, status } = await tryFile(file);
    expect({ stderr, status }).toEqual({ stderr: '', status: 0 });
    expect(stdout).toContain(`a trial on the log up to position ${position}: nothing was recorded\n`);
    expect(stdout).toMatch(/│ invoice\.paid 1 +│ plixo +│ accepted │ +│/);
    expect(stdout).toMatch(
      /│ partner\.suspended 1 │ plixo +│ rejected │ unknown_partner \(data\.partner: 'nobody'\) │/,
    );
    expect(stdout).toMatch(
      /│ q +│ b +│ tried +│ l1 +│ accrual │ USD +│ 1,200\.00 │ +0\.1 │ 120\.00 │ invoice\.paid 1 │/,
    );
    expect(stdout).toMatch(/nothing would be posted for\n[^]*│ tried +│ l2 +│ b +│ q +│ kind │/);
    expect(await ledger.running.storage.store.lastPosition()).toBe(position);
  });

  it('prints JSON as the API answers', async () => {
    const { stdout, status } = await tryFile(file, '--format', 'json');
    expect(status).toBe(0);
    atService = JSON.parse(stdout) as TrialAnswerDto;
    expect(atService).toMatchObject({
      dryRun: true,
      position: `${position}`,
      events: [{ verdict: 'accepted', lines: [{ amountMinor: '12000' }] }, { code: 'unknown_partner' }],
    });
  });

  it('says of a file that is too long for one request what to do', async () => {
    const { stderr, status } = await tryFile(await fileOf('long', Array<object>(1_001).fill({ id: 'x' })));
    expect(status).toBe(2);
    expect(stderr).toMatch(/a trial is one request, and this is too large for .*1001 events.*try fewer events, or end/);
  });

  it('refuses a file without an event, one without JSON, and a format where nothing is tried', async () => {
    expect(await tryFile(await fileOf('empty', []))).toMatchObject({ status: 2, stdout: '' });
    const broken = join(folder, 'broken.ndjson');
    await writeFile(broken, '{"oops\n');
    expect((await tryFile(broken)).stderr).toMatch(/broken\.ndjson:1: not JSON/);
    expect(await runLedger(['ingest', file, '--format', 'json'], place)).toMatchObject({
      status: 2,
      stderr: '--format goes with --dry-run\n',
    });
  });

  it('tries on the data folder itself where no ledger runs, with the same outcome and no limit of a request', async () => {
    await ledger.running.stop();
    const { stdout, stderr, status } = await runLedger(['ingest', file, '--dry-run', '--format', 'json'], place);
    expect({ stderr, status }).toEqual({ stderr: '', status: 0 });
    expect(JSON.parse(stdout)).toEqual(atService);
    const long = await fileOf('longer', Array<object>(1_001).fill(event('clock.advanced', {})));
    const tried = await runLedger(['ingest', long, '--dry-run', '--format', 'json'], place);
    const { events, position: still } = JSON.parse(tried.stdout) as TrialAnswerDto;
    expect(still).toBe(`${position}`);
    expect(events.map(({ verdict }) => verdict)).toEqual(['accepted', ...Array<string>(1_000).fill('ignored')]);
    const ticks = await fileOf('ticks', [{ ...event('clock.advanced', {}), source: 'ledger/clock' }]);
    expect((await runLedger(['ingest', ticks, '--dry-run'], place)).stderr).toMatch(/ticks\.ndjson:1: has the source/);
    expect((await runLedger(['ingest', ticks, '--dry-run', '--restore'], place)).status).toBe(0);
  });
});
