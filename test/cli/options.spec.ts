import { spawnSync } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { resolve } from 'node:path';

const MAIN = resolve(__dirname, '../../apps/ledger/main.ts');
const RUN_TYPESCRIPT = resolve(__dirname, '../support/run-typescript.cjs');

const ledger = (...args: string[]) =>
  spawnSync(process.execPath, ['--require', RUN_TYPESCRIPT, MAIN, ...args], { encoding: 'utf8' });

jest.setTimeout(60_000);

describe('the options of the ledger command', () => {
  it('dead-letters list refuses a format that it does not have, before it looks for Kafka', () => {
    const { status, stdout, stderr } = ledger('dead-letters', 'list', '--format', 'xml');
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toContain('Allowed choices are table, json');
  });

  it('--data of a variable that is not set is no folder', () => {
    const { status, stdout, stderr } = ledger('export', '--data', '');
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toContain(
      "option '--data <dir>' argument '' is invalid. it is empty: leave it out for .data/ledger",
    );
  });

  it('replay shows no default for --program that nobody could write', () => {
    expect(ledger('replay', '--help').stdout).not.toContain('[]');
  });

  // Of Linux: a file that is always full.
  it('a full disk under what is printed is one line', () => {
    const full = openSync('/dev/full', 'w');
    const args = ['--require', RUN_TYPESCRIPT, MAIN, 'replay', '--help'];
    const { status, stderr } = spawnSync(process.execPath, args, { stdio: ['ignore', full, 'pipe'], encoding: 'utf8' });
    closeSync(full);
    expect(stderr).toMatch(/^what is printed cannot be written: ENOSPC.*\n$/);
    expect(status).toBe(1);
  });

  it('replay takes the programs of LEDGER_TERMS for those there are, and refuses a file that is not there in one line', () => {
    const env = { ...process.env, LEDGER_TERMS: resolve(__dirname, '../terms/sixth-program.yaml') };
    const applied = `{"specversion":"1.0","id":"1","source":"s","type":"partner.applied","time":"2026-01-01T10:00:00Z","program":"metering","data":{"partner":"p","type":"agency"}}`;
    const args = ['--require', RUN_TYPESCRIPT, MAIN, 'replay', '--events', '-'];
    const { stdout } = spawnSync(process.execPath, args, { env, encoding: 'utf8', input: applied });
    expect(JSON.parse(stdout).programs).toMatchObject([{ program: 'metering', partners: [{ partner: 'p' }] }]);
    const missing = { ...env, LEDGER_TERMS: 'no-such-file.yaml' };
    const { status, stderr } = spawnSync(process.execPath, args, { env: missing, encoding: 'utf8', input: applied });
    expect({ status, stderr }).toEqual({
      status: 2,
      stderr: 'no-such-file.yaml: cannot be read: there is no such file\n',
    });
  });
});
