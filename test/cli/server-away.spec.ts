import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const root = resolve(__dirname, '../..');
const dataDir = mkdtempSync(join(tmpdir(), 'ledger-away-'));
afterAll(() => rmSync(dataDir, { recursive: true, force: true }));

const command = ['-r', join(root, 'test/support/run-typescript.cjs'), join(root, 'apps/ledger/main.ts')];
const away = { LEDGER_POSTGRES_URL: 'postgresql://ledger:secret@127.0.0.1:1/ledger', KAFKA_BROKERS: '127.0.0.1:1' };
const env = { ...process.env, ...away };

it('a command whose Postgres is away ends with one line and status 1, without a stack', () => {
  const args = [...command, 'facts', 'export', '--data', dataDir];
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { env, encoding: 'utf8' });
  expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
  expect(stderr).toMatch(/^Postgres at 127\.0\.0\.1:1\/ledger does not answer \(.*\): .*\n$/);
  expect(stderr).not.toContain('secret');
}, 30_000);

it('a cluster whose Postgres is away waits for it, says so, and stops when it is told to', async () => {
  const child = spawn(process.execPath, [...command, 'start-cluster', '--data', dataDir, '--port', '0'], { env });
  let printed = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (text: Buffer) => {
      printed += text.toString();
      if (!child.killed && printed.includes('trying again in 500 ms')) child.kill('SIGTERM');
    });
  const [status] = (await once(child, 'close')) as [number | null];
  const [start, first, second, ...rest] = printed.replaceAll(dataDir, 'DATA').split('\n');
  const line =
    'Postgres at 127.0.0.1:1/ledger does not answer (connection refused): is it running, and is the address right?';
  expect(start).toBe('Starting the cluster in DATA …');
  expect([first, second]).toEqual([`${line}; trying again in 250 ms`, `${line}; trying again in 500 ms`]);
  expect({ status, rest }).toEqual({ status: 0, rest: ['Stopped before it ran.', ''] });
}, 30_000);
