import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const MAIN = resolve(__dirname, '../../apps/ledger/main.ts');
const RUN_TYPESCRIPT = resolve(__dirname, '../support/run-typescript.cjs');
const CASE = resolve(__dirname, '../cases/data/contract-1-plixo.ndjson');

let folder: string;
beforeAll(() => (folder = mkdtempSync(join(tmpdir(), 'ledger-journal-cli-'))));
afterAll(() => rmSync(folder, { recursive: true }));

function replay(...args: readonly string[]) {
  const command = ['--require', RUN_TYPESCRIPT, MAIN, 'replay', '--events', CASE, ...args];
  const { stdout, stderr, status } = spawnSync(process.execPath, command, { encoding: 'utf8' });
  return { stdout, stderr, status };
}

function chart(text: string): string {
  const file = join(folder, 'chart.json');
  writeFileSync(file, text);
  return file;
}

it('prints the journal of a replay', () => {
  const { stdout, status } = replay('--format', 'hledger');
  expect(status).toBe(0);
  expect(stdout).toContain('    Liabilities:Plixo:Partner-payable:P                               100.00 USD\n');
});

it('writes nothing where the chart lacks an account, and names what it lacks', () => {
  const file = chart('{"accounts": {"commission_expense": "6200", "cash": "1010", "rail_fees": "2420"}}');
  expect(replay('--format', 'gl-csv', '--chart', file)).toEqual({
    stdout: '',
    stderr:
      'nothing is written: the chart of accounts lacks plixo: in_transit, plixo: partner_hold, plixo: partner_payable\n',
    status: 2,
  });
});

it.each([
  [['--format', 'gl-csv'], /^--format gl-csv asks for --chart FILE: see docs\/journal\.md\n$/],
  [['--format', 'beancount', '--chart', 'x.json'], /^--chart goes with --format gl-csv, not with beancount\n$/],
  [['--format', 'json', '--chart', 'x.json'], /^--chart goes with --format gl-csv, not with json\n$/],
  [['--format', 'hledger', '--show', 'lines'], /^--show goes with --format table or csv: hledger is the journal\n$/],
  [['--format', 'gl-csv', '--chart', 'no-such-file.json'], /^no-such-file\.json: ENOENT[^\n]*\n$/],
])('refuses %j in one line', (args, line) => {
  const { stdout, stderr, status } = replay(...args);
  expect([stdout, status]).toEqual(['', 2]);
  expect(stderr).toMatch(line);
});

it('names file and place of what is wrong in a chart', () => {
  const { stderr, status } = replay('--format', 'gl-csv', '--chart', chart('{"accounts": {"cahs": "1010"}}'));
  expect(status).toBe(2);
  expect(stderr).toMatch(
    /^\S+chart\.json: accounts\.cahs: the journal has no such account: it has commission_expense, /,
  );
  expect(replay('--format', 'gl-csv', '--chart', chart('{')).stderr).toMatch(/^\S+chart\.json: no JSON: [^\n]+\n$/);
});
