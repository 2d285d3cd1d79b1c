import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { startEmbeddedPostgres } from '@ledger/service-kit/embedded-postgres/start-embedded-postgres';

const MAIN = resolve(__dirname, '../../apps/ledger/main.ts');
const RUN_TYPESCRIPT = resolve(__dirname, '../support/run-typescript.cjs');
const STOP_WITHIN_MS = 5_000;

jest.setTimeout(180_000);

/** `npm start` as a user has it, with its own embedded Postgres. */
function start(dataDir: string, port: number, options: readonly string[]) {
  const args = ['--require', RUN_TYPESCRIPT, MAIN, 'start', '--data', dataDir, '--port', String(port), ...options];
  return spawn(process.execPath, args, { env: { ...process.env, LEDGER_POSTGRES_URL: undefined } });
}

interface Stopped {
  readonly printed: string;
  readonly status: number | null;
  readonly stopMs: number;
}

/** Until it runs; then Ctrl-C. */
async function startAndStop(dataDir: string, ...options: readonly string[]): Promise<Stopped> {
  const child = start(dataDir, 0, options);
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

  it('on a port that is taken says so in one line, and ends with its Postgres', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const { port } = other.address() as AddressInfo;
    const child = start(dataDir, port, ['--empty']);
    let told = '';
    let toldAt = 0;
    child.stderr.on('data', (text: Buffer) => {
      told += text.toString();
      toldAt = performance.now();
    });
    const [status] = (await once(child, 'close')) as [number | null];
    const endMs = performance.now() - toldAt;
    other.close();
    expect({ status, told }).toEqual({
      status: 2,
      told: `port ${port} on 127.0.0.1 is taken: end what runs there, or choose another with --port N\n`,
    });
    expect(endMs).toBeLessThan(STOP_WITHIN_MS);
    const postgres = await startEmbeddedPostgres({ dataDir: join(dataDir, 'postgres') });
    await postgres.stop();
    expect(postgres.adopted).toBe(false);
  });

  it('by the wall clock feeds no samples, and says so', async () => {
    const wallDir = await mkdtemp(join(tmpdir(), 'ledger-wall-'));
    try {
      const { printed, status } = await startAndStop(wallDir, '--clock', 'wall');
      expect(printed).toMatch(/^The samples are not fed by the wall clock: .*$/m);
      expect(printed).not.toContain('ndjson');
      expect(status).toBe(0);
    } finally {
      await rm(wallDir, { recursive: true, force: true });
    }
  });
});

function tablesOf(printed: string): string {
  return printed.slice(printed.indexOf('odoopbx as of'), printed.indexOf('The ledger runs'));
}
