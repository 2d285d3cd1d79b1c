import { fork } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import { receivingServer, type ReceivingServer } from '../support/receiving-server';

const MAIN = resolve(__dirname, '../../apps/ledger/main.ts');
const RUN_TYPESCRIPT = resolve(__dirname, '../support/run-typescript.cjs');

let server: ReceivingServer;
beforeAll(async () => (server = await receivingServer({ maxEvents: 2 })));
afterAll(() => server.close());

async function ingest(input: string, url: string) {
  const child = fork(MAIN, ['ingest', '-'], {
    execArgv: ['--require', RUN_TYPESCRIPT],
    stdio: ['pipe', 'pipe', 'pipe', 'ipc'],
    env: { ...process.env, LEDGER_URL: url, LEDGER_TOKEN: 'ledger_ingest_test' },
  });
  let [stdout, stderr] = ['', ''];
  child.stdout?.on('data', (text: Buffer) => (stdout += text.toString()));
  child.stderr?.on('data', (text: Buffer) => (stderr += text.toString()));
  child.stdin?.end(input);
  const [status] = (await once(child, 'close')) as [number | null];
  return { stdout, stderr, status };
}

const events = [1, 2, 3, 4, 5].map((id) => JSON.stringify({ id: `e-${id}` }));

describe('ledger ingest, as a command', () => {
  it('feeds standard input to the address in LEDGER_URL, and prints the tally', async () => {
    const { stdout, stderr, status } = await ingest(`${events.join('\n')}\n`, `${server.url}/`);
    expect({ stderr, status }).toEqual({ stderr: '', status: 0 });
    expect(stdout).toBe('5 accepted, 0 ignored, 0 rejected, 0 sent before\n');
  });

  it('ends with one line and status 2 where a line is no JSON, after the tally', async () => {
    const { stdout, stderr, status } = await ingest(`${events.join('\n')}\n{"oops":\n`, server.url);
    expect(status).toBe(2);
    expect(stdout).toBe('0 accepted, 0 ignored, 0 rejected, 0 sent before\n');
    expect(stderr).toMatch(/^standard input:6: not JSON: .*; nothing was fed for certain.*\n$/);
  });
});
