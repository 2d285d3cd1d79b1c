import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

const MAIN = resolve(__dirname, '../../apps/ledger/main.ts');
const RUN_TYPESCRIPT = resolve(__dirname, '../support/run-typescript.cjs');
const STOP_WITHIN_MS = 5_000;

jest.setTimeout(180_000);

/** `npm start` as a user has it: its own embedded Postgres, the samples, Ctrl-C. */
async function startAndStop(dataDir: string): Promise<{ printed: string; status: number | null; stopMs: number }> {
  const args = ['--require', RUN_TYPESCRIPT, MAIN, 'start', '--data', dataDir, '--port', '0'];
  const child = spawn(process.execPath, args, { env: { ...process.env, LEDGER_POSTGRES_URL: undefined } });
  let printed = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (text: Buffer) => (printed += text.toString()));
  while (!printed.includes('The ledger runs') && child.exitCode === null) await pause(50);
  const stoppedAt = performance.now();
  child.kill('SIGINT');
  // npm hands the signal of the terminal on, so it comes twice.
  child.kill('SIGINT');
  const [status] = (await once(child, 'close')) as [number | null];
  return { printed, status, stopMs: performance.now() - stoppedAt };
}

describe('npm start', () => {
  let dataDir: string;
  beforeAll(async () => (dataDir = await mkdtemp(join(tmpdir(), 'ledger-start-'))));
  afterAll(() => rm(dataDir, { recursive: true, force: true }));

  it('shows the ledger of the samples, stops at Ctrl-C, and started again feeds nothing twice', async () => {
    const first = await startAndStop(dataDir);
    expect(first.printed).toMatch(/samples\/plixo\.ndjson: \d+ accepted, \d+ ignored, \d+ rejected\n/);
    expect(first.printed).toContain('ledger_admin_');
    expect(first.status).toBe(0);
    expect(first.stopMs).toBeLessThan(STOP_WITHIN_MS);

    const second = await startAndStop(dataDir);
    expect(second.printed).toMatch(/samples\/plixo\.ndjson: \d+ lines, all fed before\n/);
    expect(second.printed).not.toContain('ledger_admin_');
    expect(tablesOf(second.printed)).toBe(tablesOf(first.printed));
  });
});

function tablesOf(printed: string): string {
  return printed.slice(printed.indexOf('odoopbx as of'), printed.indexOf('The ledger runs'));
}
