import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { startEmbeddedPostgres } from '@ledger/hosting/local-servers/postgres/start-embedded-postgres';

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
  const closed = once(child, 'close') as Promise<[number | null]>;
  let printed = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (text: Buffer) => (printed += text.toString()));
  while (!printed.includes('The ledger runs') && child.exitCode === null) await pause(50);
  const stoppedAt = performance.now();
  child.kill('SIGINT');
  // npm hands the signal of the terminal on, so it comes twice.
  child.kill('SIGINT');
  const [status] = await closed;
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
      told: `port ${port} on 127.0.0.1 is taken: end what runs there, or choose another with --port N (a service: LEDGER_PORT)\n`,
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
      expect(printed).toMatch(/^ +the samples are not fed by the wall clock: .*$/m);
      expect(printed).not.toContain('ndjson');
      expect(status).toBe(0);

      // The folder remembers it: other flags at the second start mix nothing in.
      const again = await startAndStop(wallDir);
      expect(again.printed).toMatch(/^ +clock +wall: this machine’s clock$/m);
      expect(again.printed).not.toContain('ndjson');
      const other = await startAndStop(wallDir, '--clock', 'events');
      expect(other).toMatchObject({
        status: 2,
        printed: expect.stringMatching(/cannot go back to the time of its events: leave --clock out\n$/) as string,
      });
    } finally {
      await rm(wallDir, { recursive: true, force: true });
    }
  });
});

describe('what a terminal does', () => {
  let dataDir: string;
  beforeAll(async () => (dataDir = await mkdtemp(join(tmpdir(), 'ledger-terminal-'))));
  afterAll(() => rm(dataDir, { recursive: true, force: true }));

  it('SIGHUP, when it is closed, stops the ledger as Ctrl-C does', async () => {
    const child = start(dataDir, 0, ['--empty']);
    let printed = '';
    child.stdout.on('data', (text: Buffer) => (printed += text.toString()));
    while (!printed.includes('The ledger runs') && child.exitCode === null) await pause(50);
    child.kill('SIGHUP');
    expect((await once(child, 'close'))[0]).toBe(0);
    expect(printed).toMatch(/Stopping …\n$/);
  });

  it('a reader that has seen enough (npm start | head) ends it without an error', async () => {
    const child = start(dataDir, 0, ['--empty']);
    let told = '';
    child.stderr.on('data', (text: Buffer) => (told += text.toString()));
    child.stdout.once('data', () => child.stdout.destroy());
    const [status] = (await once(child, 'close')) as [number | null];
    expect({ status, told }).toEqual({ status: 0, told: '' });
  });

  it.each([
    ['a file', () => join(dataDir, 'begun.json')],
    ['a place that cannot be written', () => '/proc/ledger'],
  ])('--data on %s is refused in one line', async (_what, place) => {
    const child = start(place(), 0, []);
    let told = '';
    child.stderr.on('data', (text: Buffer) => (told += text.toString()));
    const [status] = (await once(child, 'close')) as [number | null];
    expect(status).toBe(2);
    expect(told).toMatch(/^--data .*: no ledger can be kept there: .*\n$/);
  });
});

function tablesOf(printed: string): string {
  return printed.slice(printed.indexOf('odoopbx as of'), printed.indexOf('The ledger runs'));
}
