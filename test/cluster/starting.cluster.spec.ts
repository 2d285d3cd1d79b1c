import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { environment, LEDGER, STOP_WITHIN_MS } from './as-a-stranger';

jest.setTimeout(180_000);

let dataDir: string;
beforeAll(async () => (dataDir = await mkdtemp(join(tmpdir(), 'ledger-starting-'))));
afterAll(() => rm(dataDir, { recursive: true, force: true }));

interface Outcome {
  readonly status: number | null;
  readonly printed: string;
  readonly complaint: string;
  /** From Ctrl-C on, where it came so far. */
  readonly stopMs: number;
}

/** Runs `start-cluster` to its end; Ctrl-C comes when the cluster runs. */
async function startCluster(options: readonly string[], more: NodeJS.ProcessEnv = {}): Promise<Outcome> {
  const args = [LEDGER, 'start-cluster', '--data', dataDir, ...options];
  const child = spawn(process.execPath, args, { env: { ...environment, ...more } });
  let [printed, complaint, askedAt] = ['', '', 0];
  child.stderr.on('data', (text: Buffer) => (complaint += text.toString()));
  child.stdout.on('data', (text: Buffer) => {
    printed += text.toString();
    if (askedAt > 0 || !printed.includes('The cluster runs')) return;
    askedAt = performance.now();
    child.kill('SIGINT');
  });
  const [status] = (await once(child, 'close')) as [number | null];
  return { status, printed, complaint, stopMs: performance.now() - askedAt };
}

/** Not one that the system gives to whoever asks for any: the four after it are the other services', and have to be free. */
async function occupiedPort(): Promise<{ readonly other: Server; readonly port: number }> {
  for (let port = 21_000; port < 22_000; port += 10) {
    const other = createServer().listen(port, '127.0.0.1');
    const isFree = await once(other, 'listening').then(
      () => true,
      () => false,
    );
    if (isFree) return { other, port };
  }
  throw new Error('no free port from 21000 to 22000');
}

describe('npm run start:cluster', () => {
  it('on a port that is taken says which service wants it, in one line, and ends', async () => {
    const { other, port } = await occupiedPort();
    const { status, complaint } = await startCluster(['--empty', '--port', String(port)]);
    other.close();
    expect(complaint.trimEnd().split('\n').at(-1)).toMatch(
      `a service did not start: referral-intake 1: port ${port} on 127.0.0.1 is taken: end what runs there, or choose another`,
    );
    expect(complaint).not.toMatch(/^ +at /m);
    expect(status).toBe(1);
  });

  it('by the wall clock feeds no samples, says so, and ends within fifteen seconds of Ctrl-C', async () => {
    const { status, printed, stopMs } = await startCluster(['--port', '0', '--clock', 'wall']);
    expect(printed).toMatch(/^ +the samples are not fed by the wall clock: .*$/m);
    expect(printed).not.toContain('lines of samples');
    expect(status).toBe(0);
    expect(stopMs).toBeLessThan(STOP_WITHIN_MS);
  });

  it('refuses another event store than the folder was begun with, by option or environment', async () => {
    const refusal = `the ledger in ${dataDir} was begun with its log in postgres, not in eventstoredb: `;
    const elsewhere = { EVENTSTORE_URL: 'esdb://127.0.0.1:1?tls=false' };
    const asked = await startCluster(['--port', '0', '--event-store', 'eventstoredb'], elsewhere);
    expect(asked).toMatchObject({ status: 2, complaint: expect.stringContaining(refusal) });
    const set = await startCluster(['--port', '0'], { ...elsewhere, LEDGER_EVENT_STORE: 'eventstoredb' });
    expect(set).toMatchObject({ status: 2, complaint: expect.stringContaining(refusal) });
  });
});
