import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const reporter = join(__dirname, 'passed-failed-reporter.cjs');
const passing = { numPassedTests: 3, numFailedTests: 0, numRuntimeErrorTestSuites: 0 };
const failing = { numPassedTests: 2, numFailedTests: 1, numRuntimeErrorTestSuites: 1 };

/** A process in which a run of the suite `unit` starts and, where results are given, ends with them. */
function run(results?: object, countsFile = ''): { status: number | null; stderr: string } {
  const script = `
    const reporter = new (require(${JSON.stringify(reporter)}))({}, { suite: 'unit' });
    reporter.onRunStart();
    const results = ${JSON.stringify(results) ?? 'undefined'};
    if (results) reporter.onRunComplete(new Set(), results);
  `;
  const env = { ...process.env, TEST_COUNTS_FILE: countsFile };
  const { status, stderr } = spawnSync(process.execPath, ['-e', script], { encoding: 'utf8', env, timeout: 30_000 });
  return { status, stderr };
}

describe('a run of the tests', () => {
  it('says how many passed, alone on a line, and succeeds when all did', () => {
    expect(run(passing)).toEqual({ status: 0, stderr: '\n3 passed, 0 failed\n' });
  });

  it('fails when one failed, and counts a file that did not load', () => {
    expect(run(failing)).toEqual({ status: 1, stderr: '\n2 passed, 2 failed\n' });
  });

  it('fails when it was interrupted', () => {
    expect(run({ ...passing, wasInterrupted: true })).toMatchObject({ status: 1 });
  });

  it('fails when its process ends before it is complete', () => {
    expect(run()).toEqual({ status: 1, stderr: '' });
  });

  it('adds its numbers to those of the other suites where a file is named for them', () => {
    const folder = mkdtempSync(join(tmpdir(), 'ledger-counts-'));
    const counts = join(folder, 'counts');
    run(passing, counts);
    run(failing, counts);
    expect(readFileSync(counts, 'utf8')).toBe('3 0 unit\n2 2 unit\n');
    rmSync(folder, { recursive: true });
  });
});
