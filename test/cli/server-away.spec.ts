import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const root = resolve(__dirname, '../..');
const dataDir = mkdtempSync(join(tmpdir(), 'ledger-away-'));
afterAll(() => rmSync(dataDir, { recursive: true, force: true }));

it('a command whose Postgres is away ends with one line and status 1, without a stack', () => {
  const args = ['-r', join(root, 'test/support/run-typescript.cjs'), join(root, 'apps/ledger/main.ts')];
  const { status, stdout, stderr } = spawnSync(process.execPath, [...args, 'facts', 'export', '--data', dataDir], {
    env: { ...process.env, LEDGER_POSTGRES_URL: 'postgresql://ledger:secret@127.0.0.1:1/ledger' },
    encoding: 'utf8',
  });
  expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
  expect(stderr).toMatch(/^The event store's Postgres at 127\.0\.0\.1:1\/ledger does not answer \(.*\): .*\n$/);
  expect(stderr).not.toContain('secret');
}, 30_000);
