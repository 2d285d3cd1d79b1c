import { spawnSync } from 'node:child_process';
import { writeFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { showOnTerminal } from './print';

const RED = '\u001b[31m';
const C1_RED = '\u009b31m';

/** A control character that is no line end. */
const OBEYED = /(?!\n)\p{Cc}/u;

/** Runs the command from its sources. */
function ledger(...args: string[]) {
  const options = { encoding: 'utf8', env: { ...process.env, NO_COLOR: '1' } } as const;
  return spawnSync(
    process.execPath,
    ['-r', './test/support/run-typescript.cjs', 'apps/ledger/main.ts', ...args],
    options,
  );
}

describe('a stream', () => {
  const written = (isTTY: boolean) => {
    const chunks: (string | Uint8Array)[] = [];
    const stream = {
      isTTY,
      write: (chunk: string | Uint8Array) => chunks.push(chunk) > 0,
    } as unknown as NodeJS.WriteStream;
    showOnTerminal(stream);
    stream.write(`{"id":"${C1_RED}"}\n`);
    stream.write(Buffer.from(`${RED};x\t\n`));
    return chunks.map(String).join('');
  };

  it('shows data and does not obey it where it is a terminal', () => {
    expect(written(true)).toBe('{"id":"\\u009b31m"}\n\\u001b[31m;x\t\n');
  });

  it('takes data as it is where it is none', () => {
    expect(written(false)).toBe(`{"id":"${C1_RED}"}\n${RED};x\t\n`);
  });
});

describe('ids with escape characters', () => {
  let folder: string;

  beforeAll(() => (folder = mkdtempSync(join(tmpdir(), 'ledger-print-'))));
  afterAll(() => rmSync(folder, { recursive: true }));

  it('reach neither standard output nor standard error, in tables and in errors', () => {
    const file = join(folder, `a${RED}.ndjson`);
    const about = { specversion: '1.0', source: 'x', time: '2026-01-01T00:00:00Z', program: 'plixo' };
    const partner = `p${RED}${C1_RED}`;
    const data = { partner, type: 'partner' };
    writeFileSync(file, `${JSON.stringify({ ...about, id: `i${RED}`, type: 'partner.applied', data })}\n`);
    const table = ledger('replay', '--events', file, '--format', 'table');
    expect(table).toMatchObject({ status: 0, stdout: expect.stringContaining('p\\u001b[31m\\u009b31m') });
    expect(table.stdout).not.toMatch(OBEYED);
    writeFileSync(file, `${JSON.stringify({ ...about, id: 'i' })} ${RED}\n`);
    const error = ledger('replay', '--events', file);
    expect(error.status).toBe(2);
    expect(error.stderr).toContain('a\\u001b[31m.ndjson');
    expect(error.stderr).not.toMatch(OBEYED);
    const unknown = ledger('replay', '--events', file, '--program', C1_RED);
    expect(unknown.status).toBe(2);
    expect(unknown.stderr).not.toMatch(OBEYED);
  });
});
