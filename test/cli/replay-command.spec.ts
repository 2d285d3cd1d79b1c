import { mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fork } from 'node:child_process';
import { once } from 'node:events';

const MAIN = resolve(__dirname, '../../apps/ledger/main.ts');
const RUN_TYPESCRIPT = resolve(__dirname, '../support/run-typescript.cjs');

jest.setTimeout(60_000);

async function ledger(args: readonly string[], input?: string) {
  const child = fork(MAIN, args, { execArgv: ['--require', RUN_TYPESCRIPT], stdio: ['pipe', 'pipe', 'pipe', 'ipc'] });
  let stdout = '';
  let stderr = '';
  child.stdout?.on('data', (text: Buffer) => (stdout += text.toString()));
  child.stderr?.on('data', (text: Buffer) => (stderr += text.toString()));
  child.stdin?.end(input ?? '');
  const [status] = (await once(child, 'close')) as [number | null];
  return { stdout, stderr, status };
}

const APPLIED =
  '{"specversion":"1.0","id":"1","source":"s","type":"partner.applied","time":"2026-01-01T10:00:00Z","program":"plixo","data":{"partner":"p","type":"partner"}}';

describe('ledger replay', () => {
  let folder: string;
  beforeAll(() => (folder = mkdtempSync(join(tmpdir(), 'ledger-cli-'))));
  afterAll(() => rmSync(folder, { recursive: true }));

  const file = (name: string, text: string | Buffer) => {
    const path = join(folder, name);
    writeFileSync(path, text);
    return path;
  };

  it('reads standard input and prints the ledger, with status 0', async () => {
    const { stdout, status } = await ledger(['replay', '--events', '-'], `${APPLIED}\n\n`);
    expect(status).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      asOf: '2026-01-01T10:00:00.000Z',
      programs: [{ program: 'plixo', partners: [{ partner: 'p', status: 'pending' }] }],
    });
  });

  it('keeps a line separator inside a string in its line', async () => {
    const line = APPLIED.replace('"partner":"p"', '"partner":"p\u2028q"');
    const { stdout, status } = await ledger(['replay', '--events', file('separator.ndjson', line)]);
    expect(status).toBe(0);
    expect(JSON.parse(stdout).programs[0].partners[0].partner).toBe('p\u2028q');
  });

  it('refuses bytes that are no UTF-8, with file, line and byte: two partners would become one', async () => {
    const broken = Buffer.concat([
      Buffer.from(`${APPLIED}\n${APPLIED.slice(0, 30)}é`),
      Buffer.from([0xff]),
      Buffer.from('"}'),
    ]);
    const path = file('latin.ndjson', broken);
    const { stderr, status } = await ledger(['replay', '--events', path]);
    expect(status).toBe(2);
    expect(stderr).toBe(`${path}:2: byte 33 of the line is no UTF-8: save the file as UTF-8, and send it again\n`);
  });

  it('refuses a line that no event is as long as, without reading it whole', async () => {
    const path = join(folder, 'endless.ndjson');
    writeFileSync(path, `${APPLIED}\n`);
    truncateSync(path, 300_000_000);
    const { stderr, status } = await ledger(['replay', '--events', path]);
    expect(status).toBe(2);
    expect(stderr).toBe(`${path}:2: the line has more than 67108864 bytes: no event is so large\n`);
  });

  it('refuses an unreadable file with status 2 and one line', async () => {
    const path = join(folder, 'missing.ndjson');
    const { stderr, status } = await ledger(['replay', '--events', path]);
    expect(status).toBe(2);
    expect(stderr.trim().split('\n')).toHaveLength(1);
    expect(stderr).toContain(`${path}: cannot be read`);
  });

  it('refuses malformed JSON with status 2, naming file and line', async () => {
    const path = file('malformed.ndjson', `${APPLIED}\n{"oops":\n`);
    const { stdout, stderr, status } = await ledger(['replay', '--events', path]);
    expect(status).toBe(2);
    expect(stdout).toBe('');
    expect(stderr).toContain(`${path}:2: not JSON`);
  });

  it('refuses invalid terms with status 2, naming file, path and what is wrong', async () => {
    const path = file('bad.yaml', 'program: bad\nversion: 1\nclearing: 20\n');
    const { stderr, status } = await ledger(['replay', '--events', file('one.ndjson', APPLIED), '--program', path]);
    expect(status).toBe(2);
    expect(stderr.trim().split('\n')).toHaveLength(1);
    expect(stderr).toContain(path);
  });

  it('refuses a program that it does not know, naming those that it does', async () => {
    const { stderr, status } = await ledger(['replay', '--events', '-', '--program', 'plixxo'], '');
    expect(status).toBe(2);
    expect(stderr).toContain('plixo');
  });

  it('passes over events of other known programs, and keeps those of unknown ones', async () => {
    const other = APPLIED.replace('"plixo"', '"reseller"').replace('"type":"partner"}', '"type":"reseller"}');
    const unknown = APPLIED.replace('"plixo"', '"nowhere"');
    const { stdout } = await ledger(
      ['replay', '--events', '-', '--program', 'plixo'],
      [APPLIED, other, unknown].join('\n'),
    );
    const names = (JSON.parse(stdout).programs as { program: string }[]).map(({ program }) => program);
    expect(names).toEqual(['', 'plixo']);
  });

  it('stops at --as-of: later events are not applied, every clock goes to it', async () => {
    const later = APPLIED.replace('"id":"1"', '"id":"2"').replace('2026-01-01', '2026-03-01').replace('"p"', '"q"');
    const args = ['replay', '--events', '-', '--as-of', '2026-02-01T00:00:00Z'];
    const { stdout } = await ledger(args, [APPLIED, later].join('\n'));
    const output = JSON.parse(stdout);
    expect(output.asOf).toBe('2026-02-01T00:00:00.000Z');
    expect(output.programs[0].asOf).toBe('2026-02-01T00:00:00.000Z');
    expect(output.programs[0].partners).toHaveLength(1);
  });

  it('prints a table for people', async () => {
    const { stdout } = await ledger(['replay', '--events', '-', '--format', 'table'], APPLIED);
    expect(stdout).toContain('plixo as of 2026-01-01');
    expect(stdout).toContain('pending');
  });

  it('answers a wrong flag with status 2', async () => {
    expect((await ledger(['replay'])).status).toBe(2);
    expect((await ledger(['replay', '--events', '-', '--as-of', 'yesterday'])).status).toBe(2);
    expect((await ledger(['no-such-command'])).status).toBe(2);
  });
});
