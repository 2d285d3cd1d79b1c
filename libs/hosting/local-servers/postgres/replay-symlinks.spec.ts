import { mkdir, mkdtemp, readlink, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { replaySymlinks } from './replay-symlinks';

describe('the links that npm leaves out', () => {
  let packageDir: string;

  beforeEach(async () => {
    packageDir = await mkdtemp(join(tmpdir(), 'ledger-links-'));
    await mkdir(join(packageDir, 'native', 'lib'), { recursive: true });
  });

  afterEach(() => rm(packageDir, { recursive: true }));

  const list = (links: readonly object[]) =>
    writeFile(join(packageDir, 'native', 'pg-symlinks.json'), JSON.stringify(links));

  it('are made from the list, relative, by any number of processes at the same time', async () => {
    await list([
      { source: 'native/lib/libpq.so.5.18', target: 'native/lib/libpq.so.5' },
      { source: 'native/lib/libpq.so.5.18', target: 'native/lib/libpq.so' },
    ]);
    await Promise.all([replaySymlinks(packageDir), replaySymlinks(packageDir), replaySymlinks(packageDir)]);
    expect(await readlink(join(packageDir, 'native', 'lib', 'libpq.so'))).toBe('libpq.so.5.18');
    expect(await readlink(join(packageDir, 'native', 'lib', 'libpq.so.5'))).toBe('libpq.so.5.18');
  });

  it('are none where the package has no list', async () => {
    await expect(replaySymlinks(packageDir)).resolves.toBeUndefined();
  });

  it('never lead out of their folder', async () => {
    await list([{ source: 'native/lib/libpq.so.5.18', target: '../../../lib/libpq.so' }]);
    await expect(replaySymlinks(packageDir)).rejects.toThrow('leaves its folder');
  });
});
