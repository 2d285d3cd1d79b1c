import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { onDataFolderAlone } from '@ledger/hosting/data-folder/running-file';
import { adminToken, ledgerPlace, LedgerProcess, runLedger, type LedgerPlace } from './ledger-process';
import { replayLines } from './replay-lines';
import { sendLines } from './send-events';

const PLIXO = resolve(__dirname, '../../programs/plixo.yaml');
const SIXTH = resolve(__dirname, '../terms/sixth-program.yaml');
const HISTORY = readFileSync(resolve(__dirname, '../cases/data/contract-1-plixo.ndjson'), 'utf8').trim().split('\n');
const CLOSES =
  '{"specversion":"1.0","id":"close","source":"s","type":"period.closed","time":"2026-03-20T10:00:00Z","program":"plixo","data":{"period":"2026-01"}}';
const JOINS =
  '{"specversion":"1.0","id":"1","source":"s","type":"partner.applied","time":"2026-01-01T10:00:00Z","program":"metering","data":{"partner":"p","type":"agency"}}';

jest.setTimeout(180_000);

describe('ledger terms', () => {
  let place: LedgerPlace;
  let folder: string;
  let token: string;

  beforeAll(async () => {
    place = await ledgerPlace();
    folder = mkdtempSync(join(tmpdir(), 'terms-'));
    token = await adminToken(place);
  });
  afterAll(async () => {
    rmSync(folder, { recursive: true });
    await place.remove();
  });

  /** plixo's file as somebody edited it. */
  function edited(name: string, ...changes: readonly (readonly [string, string])[]): string {
    const path = join(folder, name);
    const text = changes.reduce((before, [from, to]) => before.replace(from, to), readFileSync(PLIXO, 'utf8'));
    writeFileSync(path, text);
    return path;
  }
  const version = (number: number, from: string) =>
    [
      ['version: 1', `version: ${number}`],
      ['effectiveFrom: 2020-01-01', `effectiveFrom: ${from}`],
    ] as const;

  async function hashOf(file: string): Promise<string> {
    const { stdout } = await runLedger(['terms', 'publish', file, '--dry-run', '--format', 'json'], place);
    return (JSON.parse(stdout) as { readonly hash: string }).hash;
  }

  /** The export, which must be the replay of the exported facts without any file. */
  async function exported(): Promise<string> {
    const facts = (await runLedger(['facts', 'export'], place)).stdout.trim().split('\n');
    const { stdout } = await runLedger(['export'], place);
    expect(await replayLines(facts, [])).toBe(stdout);
    return stdout;
  }

  it('publish the next version while the ledger runs, with the hash of its preview and not without', async () => {
    const ledger = await LedgerProcess.start(place);
    try {
      await sendLines(await ledger.url(), token, HISTORY, 10);
      const file = edited(
        'two.yaml',
        ...version(2, '2026-01-01'),
        ['rate: 10%', 'rate: 12%'],
        ['rate: 15%', 'rate: 16%'],
      );
      const preview = await runLedger(['terms', 'publish', file, '--dry-run'], place);
      expect(preview.stdout).toMatch(
        /^plixo version 2 \(for all, from 2026-01-01 on\) against plixo version 1 \(for all, from 2020-01-01 on\):\n {2}earnings, rates, subscription, rate: 10% becomes 12%\n/,
      );
      const acknowledged = await runLedger(['terms', 'publish', file, '--acknowledge', '--hash', 'ab'], place);
      expect(acknowledged.stderr).toContain(`terms publish ${file} --dry-run --acknowledge" shows it`);
      const before = await exported();
      for (const hash of [[], ['--hash', '0123456789abcdef']]) {
        const refused = await runLedger(['terms', 'publish', file, ...hash], place);
        expect(refused).toMatchObject({ status: 2, stdout: '' });
        expect(refused.stderr).toMatch(/^[^\n]+--dry-run" shows it; nothing was published\n$/);
      }
      expect(await exported()).toBe(before);

      const published = await runLedger(['terms', 'publish', file, '--hash', await hashOf(file)], place);
      expect(published).toEqual({ status: 0, stderr: '', stdout: 'version 2 of plixo is published\n' });
      const after = await exported();
      expect(after).toContain('"reason": "rate_change"');
      const { stdout } = await runLedger(['terms', 'show', 'plixo', '--version', '2'], place);
      expect(JSON.parse(stdout)).toMatchObject({ program: 'plixo', version: 2, bonus: { wins: 3, rate: '0.16' } });
      const again = await runLedger(['terms', 'publish', file, '--hash', 'ab'], place);
      expect(again).toMatchObject({ status: 2, stdout: '' });
      expect(again.stderr).toContain('version is 2, and the ledger has version 2: set version: 3 in it');
    } finally {
      await ledger.interrupt();
    }
  });

  it('make a program known to a running ledger, which takes its events at once and after a restart', async () => {
    const rejected = async () =>
      (JSON.parse(await exported()) as { programs: { program: string; rejected: unknown[]; partners: unknown[] }[] })
        .programs;
    let ledger = await LedgerProcess.start(place);
    const published = await runLedger(['terms', 'publish', SIXTH, '--hash', await hashOf(SIXTH)], place);
    expect(published.stdout).toBe('version 1 of metering is published\n');
    // Requests are known by token and key.
    await sendLines(await ledger.url(), await adminToken(place), [JOINS], 1);
    const found = (await rejected()).find(({ program }) => program === 'metering');
    expect(found).toMatchObject({ partners: [{ partner: 'p' }], rejected: [] });
    await ledger.interrupt();
    ledger = await LedgerProcess.start(place);
    const another = JOINS.replace('"p"', '"q"').replace('"1"', '"2"');
    await sendLines(await ledger.url(), await adminToken(place), [another], 1);
    await ledger.interrupt();
    await exported();
  });

  it('refuse in the preview a first day that cannot be, and say which can; and another time zone as what it is', async () => {
    const ledger = await LedgerProcess.start(place);
    await sendLines(await ledger.url(), await adminToken(place), [CLOSES], 1);
    await ledger.interrupt();
    const refusals: readonly (readonly [string, RegExp])[] = [
      [
        '2026-01-31',
        /effectiveFrom is 2026-01-31, which lies in a month that is closed: set a day from 2026-02-01 on\n$/,
      ],
      [
        '2025-12-31',
        /effectiveFrom is 2025-12-31, which lies in a month that is closed: set a day from 2026-02-01 on\n$/,
      ],
      ['2026-02-01T10:00:00Z', /effectiveFrom must be a day, such as 2026-07-01\n$/],
    ];
    for (const [from, says] of refusals) {
      const refused = await runLedger(
        ['terms', 'publish', edited('early.yaml', ...version(3, from)), '--dry-run'],
        place,
      );
      expect(refused).toMatchObject({ status: 2, stdout: '', stderr: expect.stringMatching(says) as string });
    }
    const elsewhere = edited('zone.yaml', ...version(3, '2026-06-01'), ['timeZone: UTC', 'timeZone: Asia/Tokyo']);
    const refused = await runLedger(['terms', 'publish', elsewhere, '--dry-run'], place);
    expect(refused.stderr).toMatch(/terms_invalid: data.terms.timeZone: [^\n]+: every version keeps it\n$/);
    const earliest = edited('early.yaml', ...version(3, '2026-02-01'), ['clearingDays: 30', 'clearingDays: 31']);
    expect(await runLedger(['terms', 'publish', earliest, '--dry-run'], place)).toMatchObject({ status: 0 });
  });

  const third = () => edited('three.yaml', ...version(3, '2026-06-01'), ['clearingDays: 30', 'clearingDays: 45']);

  it('publish nothing into a stopped ledger with another key of personal data', async () => {
    const file = third();
    const key = join(place.dataDir, 'personal.key');
    const own = readFileSync(key, 'utf8');
    const hash = await hashOf(file);
    const before = await exported();
    writeFileSync(key, `${'ab'.repeat(32)}\n`);
    try {
      const refused = await runLedger(['terms', 'publish', file, '--hash', hash], place);
      expect(refused).toMatchObject({ status: 2, stdout: '' });
      expect(refused.stderr).toMatch(/^this is not the key of this ledger's personal data [^\n]+\n$/);
    } finally {
      writeFileSync(key, own);
    }
    expect(await exported()).toBe(before);
  });

  it('publish nothing into a ledger that is being started at this moment', async () => {
    const file = third();
    const publish = ['terms', 'publish', file, '--hash', await hashOf(file)];
    const before = await exported();
    await onDataFolderAlone(place.dataDir, async () => {
      const refused = await runLedger(publish, place);
      expect(refused).toMatchObject({ status: 2, stdout: '' });
      expect(refused.stderr).toMatch(
        /^a ledger is being started on [^\n]+ already \(process \d+\): wait for it[^\n]+\n$/,
      );
    });
    expect(await exported()).toBe(before);
  });

  it('publish into a stopped ledger', async () => {
    const file = third();
    const { stdout } = await runLedger(['terms', 'publish', file, '--hash', await hashOf(file)], place);
    expect(stdout).toBe('version 3 of plixo is published\n');
    await exported();
    const listed = await runLedger(['terms', 'list'], place);
    expect(listed.stdout.match(/│ plixo/g)).toHaveLength(3);
  });

  it('say what differs, also as JSON, of versions and of files', async () => {
    const words = await runLedger(['terms', 'diff', 'plixo@2', 'plixo'], place);
    expect(words.stdout).toContain('hold, clearing days: 30 becomes 45\n');
    const json = await runLedger(['terms', 'diff', PLIXO, 'plixo@3', '--format', 'json'], place);
    expect((JSON.parse(json.stdout) as { changes: unknown[] }).changes).toContainEqual({
      path: 'hold.clearingDays',
      before: 30,
      after: 45,
    });
    expect(await runLedger(['terms', 'diff', 'plixo@9', 'plixo'], place)).toMatchObject({
      status: 2,
      stderr: 'plixo has no version 9 (it has: 1, 2, 3)\n',
    });
  });

  it('are named by a start whose files differ: it goes on by what the log has', async () => {
    const file = edited('changed.yaml', ['clearingDays: 30', 'clearingDays: 99']);
    const before = await exported();
    const ledger = await LedgerProcess.start(place, { LEDGER_TERMS: file });
    await ledger.interrupt();
    expect(ledger.printed.split('\n').filter((line) => line.includes(file))).toEqual([
      expect.stringMatching(
        /differs from the terms of plixo in the log \(version 3\), which the ledger keeps; .*terms publish \S+ --dry-run$/,
      ),
    ]);
    expect(await exported()).toBe(before);
  });
});

describe('a ledger that names no files of terms', () => {
  it('begins without programs, and takes them from the facts of another ledger, restored', async () => {
    const place = await ledgerPlace();
    const ledger = await LedgerProcess.start(place, { LEDGER_TERMS: 'none' });
    try {
      const facts = await firstFacts();
      const events = join(place.dataDir, 'facts.ndjson');
      writeFileSync(events, facts.join('\n'));
      const restored = await runLedger(['ingest', '--restore', events], place, {
        LEDGER_TOKEN: await adminToken(place),
      });
      expect(restored.stdout).toContain(`${facts.length} accepted, 0 ignored, 0 rejected`);
      expect((await runLedger(['export'], place)).stdout).toBe(await replayLines(facts, []));
    } finally {
      await ledger.interrupt();
      await place.remove();
    }
  });

  /** What a ledger with the presets exports of a history. */
  async function firstFacts(): Promise<string[]> {
    const place = await ledgerPlace();
    const ledger = await LedgerProcess.start(place);
    try {
      await sendLines(await ledger.url(), await adminToken(place), HISTORY, 10);
      return (await runLedger(['facts', 'export'], place)).stdout.trim().split('\n');
    } finally {
      await ledger.interrupt();
      await place.remove();
    }
  }
});
