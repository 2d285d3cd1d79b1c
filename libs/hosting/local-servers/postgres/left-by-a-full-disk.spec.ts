import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readConnectionFile, writeConnectionFile } from './connection-file';
import { ServerSharers } from './server-sharers';
import { withStartLock } from './start-lock';

let dataDir: string;
beforeEach(async () => (dataDir = await mkdtemp(join(tmpdir(), 'ledger-full-'))));
afterEach(() => rm(dataDir, { recursive: true, force: true }));

const CONNECTION = { host: '127.0.0.1', port: 1, user: 'u', password: 'p', database: 'd' };

describe.each([
  ['empty', ''],
  ['cut off', '{"pid": 1'],
])('of the files around a server that are %s', (_, content) => {
  it('a start lock is nobody’s, and is taken over', async () => {
    const lock = join(dataDir, 'start.lock');
    await writeFile(lock, content);
    expect(await withStartLock(lock, 2_000, () => Promise.resolve('done'))).toBe('done');
    expect(await readdir(dataDir)).toEqual([]);
  });

  it('a sharer is none, and is forgotten', async () => {
    await mkdir(join(dataDir, 'sharers'));
    await writeFile(join(dataDir, 'sharers', '1-x.json'), content);
    const sharers = new ServerSharers(dataDir);
    await sharers.join();
    expect(await sharers.others()).toBe(false);
    expect(await readdir(join(dataDir, 'sharers'))).toHaveLength(1);
  });

  it('a connection is lost, until it is written whole', async () => {
    await writeFile(join(dataDir, 'connection.json'), content);
    expect(await readConnectionFile(dataDir)).toBeUndefined();
    await writeConnectionFile(dataDir, CONNECTION);
    expect(await readConnectionFile(dataDir)).toEqual(CONNECTION);
    expect(await readdir(dataDir)).toEqual(['connection.json']);
  });
});
