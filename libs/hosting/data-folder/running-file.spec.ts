import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { thisProcess } from '@ledger/machine/process-identity';
import { UserError } from '../process/user-error';
import { refuseServed, runningFile, urlOfRunning } from './running-file';

let dataDir: string;
beforeEach(async () => (dataDir = await mkdtemp(join(tmpdir(), 'ledger-running-'))));
afterEach(() => rm(dataDir, { recursive: true, force: true }));

const serve = (running: object) =>
  writeFile(join(dataDir, runningFile), JSON.stringify({ url: 'http://x', ...running }));

describe('a data folder', () => {
  it('that a living process serves is refused to a second one, and its address is told', async () => {
    await serve(thisProcess());
    expect(await urlOfRunning(dataDir)).toBe('http://x');
    await expect(refuseServed(dataDir)).rejects.toThrow(UserError);
    await expect(refuseServed(dataDir)).rejects.toThrow(
      `a ledger runs on ${dataDir} already (http://x, process ${process.pid}): end it first, or name another folder with --data`,
    );
  });

  it('whose process was killed is free, also when another process got its number', async () => {
    await serve({ ...thisProcess(), started: 'in an earlier life of the machine' });
    await refuseServed(dataDir);
    await expect(urlOfRunning(dataDir)).rejects.toThrow(`no ledger runs on ${dataDir}: start one`);
  });

  it('that nobody serves is free', async () => {
    await refuseServed(dataDir);
    await expect(urlOfRunning(dataDir)).rejects.toThrow(UserError);
  });
});
